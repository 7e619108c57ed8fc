package io.sluice.vfs.inode.handle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskHandleTableTest {
  @TempDir private Path directory;

  private static List<HandleEntry> entries(int from, int to) {
    List<HandleEntry> entries = new ArrayList<>();
    for (int i = from; i < to; i++) {
      FileType type = i % 2 == 0 ? FileType.REGULAR : FileType.DIRECTORY;
      Place place = new Place(FileIds.ROOT, FileName.of("näme " + i), type);
      entries.add(HandleEntry.first(new FileId(1000 + i), place, 0));
    }
    return entries;
  }

  private static void assertHolds(HandleTable table, List<HandleEntry> entries) {
    entries.forEach(entry -> assertThat(table.find(entry.id())).isEqualTo(entry));
    assertThat(table.claim(entries)).isEqualTo(entries);
  }

  @Test
  void a3_whatWasRememberedIsFoundAfterAnOrderlyRestart() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(entries(0, 5_000));
      assertHolds(table, entries(0, 5_000));
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, entries(0, 5_000));
      assertThat(table.find(new FileId(999_999))).isNull();
    }
  }

  @Test
  void a3_whatWasRememberedIsFoundAfterTheProcessDied() throws IOException {
    Path copy = directory.resolve("as-the-process-left-it");
    Path original = directory.resolve("original");
    try (DiskHandleTable table = DiskHandleTable.open(original)) {
      table.claim(entries(0, 100));
      table.claim(entries(100, 200));
      copyFiles(original, copy);
    }
    try (DiskHandleTable table = DiskHandleTable.open(copy)) {
      assertHolds(table, entries(0, 200));
    }
  }

  @Test
  void a3_aKillAtAnyMomentLosesNothingThatWasGivenOut() throws Exception {
    List<HandleEntry> entries = hashed(0, 60_000);
    AtomicInteger given = new AtomicInteger();
    Path original = directory.resolve("original");
    try (DiskHandleTable table = DiskHandleTable.open(original);
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> written = writer.submit(() -> claimInPages(table, entries, given));
      for (int copy = 0; !written.isDone(); copy++) {
        int before = given.get();
        Path killed = directory.resolve("killed-" + copy);
        copyFiles(original, killed);
        try (DiskHandleTable left = DiskHandleTable.open(killed)) {
          assertHolds(left, entries.subList(0, before));
          assertThat(left.claim(entries)).isEqualTo(entries);
        }
      }
      written.get();
    }
  }

  private static void claimInPages(
      DiskHandleTable table, List<HandleEntry> entries, AtomicInteger given) {
    for (int from = 0; from < entries.size(); from += 500) {
      table.claim(entries.subList(from, from + 500));
      given.set(from + 500);
    }
  }

  /// Entries with ids as they are in practice, so many that the index grows.
  private static List<HandleEntry> hashed(int from, int to) {
    List<HandleEntry> entries = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Place place = new Place(FileIds.ROOT, FileName.of("name-" + i), FileType.REGULAR);
      entries.add(HandleEntry.first(FileIds.of("/b".getBytes(UTF_8), place, 0, 0), place, 0));
    }
    return entries;
  }

  @Test
  void amongThoseThatWantTheSameIdTheFirstGetsIt() throws IOException {
    HandleEntry known = entries(1, 2).getFirst();
    HandleEntry first = HandleEntry.first(new FileId(7), entries(2, 3).getFirst().place(), 0);
    HandleEntry second = HandleEntry.first(new FileId(7), entries(3, 4).getFirst().place(), 0);
    HandleEntry late = HandleEntry.first(known.id(), second.place(), 0);
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(List.of(known));

      assertThat(table.claim(List.of(first, late, second, first)))
          .containsExactly(first, known, first, first);
      assertThat(table.find(new FileId(7))).isEqualTo(first);
    }
  }

  @Test
  void anIndexThatIsLostIsMadeAnewFromTheLog() throws IOException {
    List<HandleEntry> entries = hashed(0, 20_000);
    HandleEntry retired = entries.get(5).retired();
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(entries);
      table.replace(retired);
    }
    Files.write(logFile(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    Files.write(directory.resolve("handles.index-7"), new byte[100_000]);

    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertThat(table.find(retired.id())).isEqualTo(retired);
      assertHolds(table, entries.subList(6, 20_000));
      table.claim(hashed(20_000, 20_010));
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, hashed(19_990, 20_010));
    }
  }

  @Test
  void aRecordThatIsDamagedHarmsNoOther() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(entries(0, 10));
    }
    try (RandomAccessFile log = new RandomAccessFile(logFile().toFile(), "rw")) {
      log.seek(HandleLog.FIRST + 20);
      log.write(99);
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertThat(table.find(new FileId(1000))).isNull();
      assertHolds(table, entries(1, 10));
      assertThat(table.claim(entries(0, 1))).isEqualTo(entries(0, 1));
      assertHolds(table, entries(0, 10));
    }
  }

  private Path logFile() {
    return directory.resolve("handles.log");
  }

  /// A disk that takes half of what is written once it is full.
  private static final class FullDisk extends RandomAccessFile {
    private boolean isFull;

    FullDisk(Path file) throws IOException {
      super(file.toFile(), "rw");
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (isFull) {
        write(bytes, 0, bytes.length / 2);
        throw new IOException("No space left on device");
      }
      super.write(bytes);
    }
  }

  @Test
  void aFullDiskRefusesNewNamesWhileKnownOnesGoOn() throws IOException {
    FullDisk disk = new FullDisk(logFile());
    HandleLog log = Objects.requireNonNull(HandleLog.open(disk));
    HandleIndex index = HandleIndex.create(directory, log.identity(), 100);
    try (DiskHandleTable table = new DiskHandleTable(directory, new HandleFiles(log, index))) {
      table.claim(entries(0, 10));
      disk.isFull = true;

      assertThatThrownBy(() -> table.claim(entries(5, 15)))
          .isInstanceOfSatisfying(
              VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.NO_SPACE))
          .hasMessageContaining("--state-dir");
      assertHolds(table, entries(0, 10));
      assertThat(table.find(new FileId(1012))).isNull();

      disk.isFull = false;
      table.claim(entries(12, 14));
    }
    Files.delete(directory.resolve("handles.index-7"));
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, entries(0, 10));
      assertHolds(table, entries(12, 14));
    }
  }

  @Test
  void anInterruptedCallerDoesNotHarmTheTable() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      Thread.currentThread().interrupt();
      table.claim(entries(0, 10));
      assertHolds(table, entries(0, 10));
      assertThat(Thread.interrupted()).isTrue();
      table.claim(entries(10, 20));
      assertHolds(table, entries(0, 20));
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, entries(0, 20));
    }
  }

  @Test
  void aLogThatCannotBeReadIsKeptAsideAndBegunAnew() throws IOException {
    Files.writeString(logFile(), "this is no log".repeat(1_000));

    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(entries(0, 10));
      assertHolds(table, entries(0, 10));
    }
    assertThat(directory.resolve("handles.log.damaged")).exists();
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, entries(0, 10));
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAnError() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DiskHandleTable.open(file.resolve("below")))
        .isInstanceOf(IOException.class);
  }

  /// The log last, since a kill cannot leave an index that knows more than the log.
  private static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (int part = 0; part < 16; part++) {
      Files.copy(from.resolve("handles.index-" + part), to.resolve("handles.index-" + part));
    }
    Files.copy(from.resolve("handles.log"), to.resolve("handles.log"));
  }
}
