package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.write.log.SessionRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of files after they were published: they stay for half a minute for those who go on
/// with them.
final class SessionsAtRestTest extends FileInWriting {
  private static final int FIRST = 1_000;

  private int files;

  @AfterEach
  void dropAll() {
    LongStream.range(FIRST, FIRST + files).mapToObj(FileId::new).forEach(sessions::drop);
  }

  private static FileId file(int number) {
    return new FileId(FIRST + number);
  }

  /// `cp` of a small file.
  private void publish(int number, int size) {
    sessions.create(
        file(number),
        new ObjectKey("file-" + number),
        null,
        null,
        SessionRecord.Attributes.unset(Instant.EPOCH));
    sessions.write(file(number), 0, LeasedBytes.of(ByteBuffer.allocate(size)), Durability.FILE);
    files = Math.max(files, number + 1);
    while (sessions.news(file(number)) != null) {
      // told
    }
    sessions.settle();
  }

  /// Its namespace has not been told of the object, and would show a new file for ever.
  @Test
  void w11_aPublishedFileIsNotForgottenBeforeThatIsTold() {
    sessions.create(
        file(0), new ObjectKey("f"), null, null, SessionRecord.Attributes.unset(Instant.EPOCH));
    sessions.write(file(0), 0, LeasedBytes.of(ByteBuffer.allocate(5)), Durability.FILE);
    files = 1;
    nanos.addAndGet(Duration.ofSeconds(40).toNanos());
    sessions.sweep();
    assertThat(sessions.news(file(0))).isInstanceOf(SessionNews.Published.class);

    sessions.sweep();
    assertThat(sessions.look(file(0))).isNull();
  }

  private boolean isInMemory(int number) {
    return sessions.read(file(number), 0, ByteBuffer.allocate(1));
  }

  @Test
  void w8_smallFilesTakeLessThanTwiceTheirBytes() {
    for (int i = 0; i < 100; i++) {
      publish(i, 4 << 10);
    }
    assertThat(slab.leased()).isBetween(100L * (4 << 10), 100L * (8 << 10));
    assertThat(sessions.retainedBytes()).isBetween(100L * (4 << 10), slab.leased());
  }

  @Test
  void w8_whatRestsKeepsAFourthOfTheMemoryAtMostAndTheYoungestStay() {
    for (int i = 0; i < 60; i++) {
      publish(i, MIB);
    }
    long slack = slab.budget() / 4 / 16; // a lease of 1 MiB takes 1 MiB and 64 KiB
    assertThat(slab.leased()).isLessThanOrEqualTo(slab.budget() / 4 + slack);
    assertThat(isInMemory(0)).isFalse();
    assertThat(isInMemory(59)).isTrue();
  }

  @Test
  void w8_bytesThatAreGoneComeFromS3WhenSomebodyGoesOn() {
    for (int i = 0; i < 60; i++) {
      publish(i, MIB);
    }
    sessions.write(file(0), MIB, LeasedBytes.of(ByteBuffer.allocate(10)), Durability.FILE);
    assertThat(bucket.object(new ObjectKey("file-0"))).hasSize(MIB + 10);
  }

  @Test
  void w16_whatRestedAndIsWrittenAgainIsLookedAtAgain() {
    publish(0, 10);
    sessions.write(file(0), 10, LeasedBytes.of(ByteBuffer.allocate(10)), Durability.UNSTABLE);
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(sessions.due()).containsExactly(file(0));
    sessions.publishIfDue(file(0));
    assertThat(sessions.untold()).containsExactly(file(0));
  }

  /// The ticks that let files rest and those who want memory come on several threads.
  @Test
  void w8_aFileThatSeveralFindQuietIsCountedOnce() {
    create();
    write(0, random(100), Durability.FILE);
    assertThat(sessions.news(FILE)).isNotNull();
    List<Thread> threads = new ArrayList<>();
    sessions.setAttributes(
        FILE,
        attributes -> {
          for (int i = 0; i < 2; i++) { // they wait for the file, with which this is done
            Thread thread = Thread.ofVirtual().start(sessions::settle);
            await(() -> thread.getState() == Thread.State.WAITING);
            threads.add(thread);
          }
          return attributes;
        });
    await(() -> threads.stream().noneMatch(Thread::isAlive));
    sessions.drop(FILE);

    assertThat(sessions.retainedBytes()).isZero();
  }

  @Test
  void whatRestsMakesRoomForNewFiles() {
    for (int i = 0; i < 50_001; i++) {
      publish(i, 1);
    }
    assertThat(sessions.look(file(0))).isNull();
    assertThat(Objects.requireNonNull(sessions.look(file(50_000))).isPublished()).isTrue();
  }

  @Test
  void afterHalfAMinuteNothingIsLeft() {
    for (int i = 0; i < 100; i++) {
      publish(i, 4 << 10);
    }
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    sessions.sweep();
    assertThat(sessions.look(file(99))).isNull();
    assertThat(slab.leased()).isZero();
  }

  @Test
  void c4_w11_anEndingServerLeavesToTheNextWhatIsNotPutInTime() {
    CountDownLatch never = new CountDownLatch(1);
    beforeNext.put(
        "putObject",
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new VfsException(VfsError.BUSY, "cut off", e);
          }
        });
    create();

    sessions.end(Duration.ofMillis(1));
    assertThat(bucket.headStored(KEY)).isEmpty();

    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(2));
    assertThat(bucket.headStored(KEY)).isPresent();
  }
}
