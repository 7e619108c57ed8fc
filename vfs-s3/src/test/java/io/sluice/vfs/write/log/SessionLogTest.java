package io.sluice.vfs.write.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionLogTest {
  private static final InstantSource CLOCK = InstantSource.fixed(SampleRecords.NOON);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("sessions.log");
  }

  private static FileId id(long number) {
    return new FileId(1000 + number);
  }

  private void assertHolds(Map<FileId, SessionRecord> expected) throws IOException {
    try (SessionLog again = SessionLog.open(file(), CLOCK)) {
      assertThat(again.all()).isEqualTo(expected);
    }
  }

  @Test
  void c1_whatWasPutIsThereAfterwards() throws IOException {
    Map<FileId, SessionRecord> expected = new HashMap<>();
    try (SessionLog log = SessionLog.open(file(), CLOCK)) {
      for (Stage stage : SampleRecords.stages()) {
        SessionRecord record = SampleRecords.record(stage);
        log.put(id(expected.size()), SampleRecords.open(1));
        log.put(id(expected.size()), record);
        assertThat(log.find(id(expected.size()))).isEqualTo(record);
        expected.put(id(expected.size()), record);
      }
      log.remove(id(0));
      log.remove(id(999));
      expected.remove(id(0));
      assertThat(log.find(id(0))).isNull();
      assertThat(log.all()).isEqualTo(expected);
    }
    assertHolds(expected);
  }

  @Test
  void c1_aFileThatEndsAnywhereGivesWhatIsWholeAndGoesOn() throws IOException {
    long[] ends = new long[4];
    try (SessionLog log = SessionLog.open(file(), CLOCK)) {
      for (int i = 0; i < 4; i++) {
        log.put(id(i), i == 2 ? SampleRecords.uploading(i, 20) : SampleRecords.open(i));
        ends[i] = Files.size(file());
      }
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      int there = length;
      long expected = Arrays.stream(ends).filter(end -> end <= there).count();
      try (SessionLog log = SessionLog.open(file(), CLOCK)) {
        assertThat(log.all()).hasSize((int) expected);
        log.put(id(9), SampleRecords.open(9));
      }
      try (SessionLog log = SessionLog.open(file(), CLOCK)) {
        assertThat(log.all()).hasSize((int) expected + 1).containsKey(id(9));
      }
    }
  }

  /// Else whoever looks at the wrong moment takes the object for another client's.
  @Test
  void whoLooksWhileAFileIsRememberedAnewFindsIt() throws InterruptedException {
    AtomicInteger missed = new AtomicInteger();
    AtomicBoolean isOver = new AtomicBoolean();
    CountDownLatch looking = new CountDownLatch(1);
    try (SessionLog log = SessionLog.inMemory()) {
      log.put(id(1), SampleRecords.open(1));
      Thread looker =
          Thread.ofPlatform()
              .start(() -> {
                while (!isOver.get()) {
                  missed.addAndGet(log.find(id(1)) == null ? 1 : 0);
                  looking.countDown();
                }
              });
      looking.await();
      for (int i = 0; i < 50_000; i++) {
        log.put(id(1), SampleRecords.open(i));
      }
      isOver.set(true);
      looker.join();
    }

    assertThat(missed).hasValue(0);
  }

  @Test
  void aDamagedRecordHarmsNoOther() throws IOException {
    try (SessionLog log = SessionLog.open(file(), CLOCK)) {
      for (int i = 0; i < 3; i++) {
        log.put(id(i), SampleRecords.open(i));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(), bytes);
    assertHolds(Map.of(id(0), SampleRecords.open(0), id(2), SampleRecords.open(2)));
  }

  @Test
  void whatIsNoLogIsPutAside() throws IOException {
    Files.writeString(file(), "this is no log");
    try (SessionLog log = SessionLog.open(file(), CLOCK)) {
      log.put(id(1), SampleRecords.open(1));
    }
    assertHolds(Map.of(id(1), SampleRecords.open(1)));
    assertThat(folder.resolve("sessions.log.damaged")).exists();
  }

  @Test
  void theFileIsRewrittenWhileItIsUsed() throws IOException {
    try (SessionLog log = SessionLog.open(file(), CLOCK)) {
      for (int i = 0; i < 50_000; i++) {
        log.put(id(i % 100), SampleRecords.open(i));
      }
      log.put(id(500), SampleRecords.uploading(1, 60_000));
    }
    // 7 MB were written; half of 1 MiB may be dead, and what came while the last rewrite began
    assertThat(Files.size(file())).isLessThan(5 << 20);
    try (SessionLog log = SessionLog.open(file(), CLOCK)) {
      assertThat(log.all()).hasSize(101);
      for (int i = 0; i < 100; i++) {
        assertThat(log.find(id(i))).isEqualTo(SampleRecords.open(49_900 + i));
      }
    }
    assertThat(Files.size(file())).isLessThan(1 << 20);
    assertThat(folder.resolve("sessions.log.new")).doesNotExist();
  }

  @Test
  void c1_aCopyOfTheFileAtAnyMomentHoldsAllThatReturned() throws Exception {
    try (SessionLog log = SessionLog.open(file(), CLOCK);
        ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor()) {
      var written = writer.submit(() -> putMany(log, 30_000));
      while (!written.isDone()) {
        Map<FileId, SessionRecord> before = log.all();
        Path copy = Files.write(folder.resolve("copy"), Files.readAllBytes(file()));
        try (SessionLog left = SessionLog.open(copy, CLOCK)) {
          assertThat(left.all().keySet()).containsAll(before.keySet());
        }
        Files.delete(copy);
      }
      written.get();
    }
  }

  private static void putMany(SessionLog log, int count) {
    for (int i = 0; i < count; i++) {
      log.put(id(i % 1000), SampleRecords.open(i));
    }
  }

  @Test
  void theOldestPublishedGoWhenThereAreTooMany() throws IOException {
    Map<FileId, SessionRecord> expected = new HashMap<>();
    try (SessionLog log = SessionLog.open(file(), CLOCK, 3)) {
      log.put(id(0), SampleRecords.open(0));
      for (int i = 1; i < 6; i++) {
        log.put(id(i), SampleRecords.published(i, SampleRecords.NOON));
      }
      assertThat(log.all()).containsOnlyKeys(id(0), id(4), id(5));
      log.put(id(4), SampleRecords.open(4));
      log.put(id(6), SampleRecords.open(6));
      assertThat(log.all()).containsOnlyKeys(id(0), id(4), id(6));

      assertThatThrownBy(() -> log.put(id(7), SampleRecords.open(7)))
          .isInstanceOfSatisfying(
              VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
      log.put(id(6), SampleRecords.open(66));
      expected.putAll(log.all());
    }
    try (SessionLog again = SessionLog.open(file(), CLOCK, 3)) {
      assertThat(again.all()).isEqualTo(expected);
    }
  }

  @Test
  void w8_whatWasPublishedIsForgottenAfterADay() throws IOException {
    Instant[] now = {SampleRecords.NOON};
    try (SessionLog log = SessionLog.open(file(), () -> now[0])) {
      log.put(id(0), SampleRecords.open(0));
      log.put(id(1), SampleRecords.published(1, now[0]));
      now[0] = now[0].plus(Duration.ofHours(23));
      log.put(id(2), SampleRecords.published(2, now[0]));
      assertThat(log.find(id(1))).isNotNull();
      now[0] = now[0].plus(Duration.ofMinutes(61));
      log.put(id(3), SampleRecords.open(3));
      assertThat(log.all()).containsOnlyKeys(id(0), id(2), id(3));
    }
    now[0] = now[0].plus(Duration.ofHours(24));
    try (SessionLog log = SessionLog.open(file(), () -> now[0])) {
      assertThat(log.all()).containsOnlyKeys(id(0), id(3));
    }
  }

  @Test
  void anInterruptOfACallerDoesNotCloseTheFile() throws IOException {
    try (SessionLog log = SessionLog.open(file(), CLOCK)) {
      Thread.currentThread().interrupt();
      log.put(id(1), SampleRecords.open(1));
      assertThat(Thread.interrupted()).isTrue();
      log.put(id(2), SampleRecords.open(2));
    }
    assertHolds(Map.of(id(1), SampleRecords.open(1), id(2), SampleRecords.open(2)));
  }

  @Test
  void oneInMemoryHoldsRecordsToo() {
    try (SessionLog log = SessionLog.inMemory()) {
      log.put(id(1), SampleRecords.open(1));
      log.put(id(2), SampleRecords.open(2));
      log.remove(id(1));
      assertThat(log.all()).containsOnlyKeys(id(2));
    }
  }
}
