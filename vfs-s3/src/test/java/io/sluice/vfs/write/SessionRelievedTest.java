package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.memory.Lease;
import io.sluice.memory.LeasedBytes;
import io.sluice.memory.Slab;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.write.log.SessionRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Files of which memory holds less than S3, as it is short.
class SessionRelievedTest extends FileInWriting {
  /// What others hold of it.
  private final List<Lease> pieces = new ArrayList<>();

  /// Others take all memory, and somebody wants some.
  private void relieve() {
    relieve(FILE);
  }

  private void relieve(FileId wanting) {
    List<Lease> others = new ArrayList<>();
    for (Lease lease = lease(); lease != null; lease = lease()) {
      others.add(lease);
    }
    writeTo(wanting, 24 * MIB, 100);
    others.forEach(Lease::close);
  }

  private void writeTo(FileId file, long offset, int length) {
    sessions.write(file, offset, LeasedBytes.of(ByteBuffer.allocate(length)), Durability.UNSTABLE);
  }

  private @Nullable Lease lease() {
    return slab.tryLease(Slab.LARGEST_LEASE);
  }

  @Test
  void aSmallWriteThatNeedsAWholeChunkGetsItWhereOnlyAHalfIsFree() {
    FileId other = new FileId(FILE.value() + 1);
    create();
    write(0, random(MIB), Durability.FILE); // which S3 has, too
    sessions.create(
        other, new ObjectKey("other"), null, null, SessionRecord.Attributes.unset(Instant.EPOCH));
    Lease half = Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE / 2));
    List<Lease> others = new ArrayList<>(List.of(half));
    for (Lease lease = lease(); lease != null; lease = lease()) {
      others.add(lease);
    }
    writeTo(other, MIB + 100_000, 4096);
    others.forEach(Lease::close);

    assertThat(Objects.requireNonNull(sessions.look(other)).size()).isEqualTo(MIB + 104_096);
    sessions.drop(other);
  }

  /// A thread that is interrupted does not wait for memory.
  private void assertRefused(VfsError error, FileId file, long offset) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> writeTo(file, offset, 4096))
        .isInstanceOfSatisfying(VfsException.class, e -> assertThat(e.error()).isEqualTo(error));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void w4_aFileOfGapsThatFillsTheMemoryFailsAndOthersGoOn() {
    create();
    long offset = 100_000;
    for (; slab.leased() + Slab.LARGEST_LEASE <= slab.budget(); offset += MIB) {
      writeTo(FILE, offset, 4096);
    }
    assertRefused(VfsError.BUSY, FILE, offset);
    pass(Duration.ofSeconds(59));
    assertRefused(VfsError.BUSY, FILE, offset);
    pass(Duration.ofSeconds(2));
    assertRefused(VfsError.NO_SPACE, FILE, offset);

    assertThat(look().isFailed()).isTrue();
    await(() -> slab.leased() == 0);
  }

  @Test
  void w17_whatIsMissingBeforeAnEndThatWasSetIsTakenLater() {
    byte[] bytes = random(24 * MIB);
    FileId other = new FileId(78);
    sessions.create(
        other, new ObjectKey("other"), null, null, SessionRecord.Attributes.unset(Instant.EPOCH));
    create();
    write(bytes, 0, 8 * MIB, Durability.UNSTABLE);
    write(bytes, 16 * MIB, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") == 2);
    relieve(other);
    whileTimeGoesOn(() -> sessions.truncate(FILE, bytes.length));
    write(bytes, 8 * MIB, 16 * MIB, Durability.UNSTABLE);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    sessions.drop(other);
  }

  @Test
  void w17_aFileThatIsCutOffAtTheEndOfItsFirstPartKeepsTheBytesThatOnlyS3Has() {
    byte[] bytes = random(16 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") == 2);
    relieve();
    whileTimeGoesOn(() -> sessions.truncate(FILE, 8L * MIB));
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 8 * MIB));
  }

  /// What is put whole needs its bytes.
  @Test
  void w17_aFileThatIsCutOffAtTheEndOfItsFirstPartKeepsItsBytesWhenMemoryIsShortLater() {
    byte[] bytes = random(16 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    sessions.truncate(FILE, 8L * MIB);
    FileId other = new FileId(78);
    sessions.create(
        other, new ObjectKey("other"), null, null, SessionRecord.Attributes.unset(Instant.EPOCH));
    writeTo(other, 0, 24 * MIB);
    whileTimeGoesOn(() -> sessions.commit(other));
    relieve(other);
    sessions.drop(other);
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 8 * MIB));
  }

  @Test
  void w13_whatComesAgainAndIsInS3HoldsNoMemory() {
    byte[] bytes = random(40 * MIB);
    create();
    write(bytes, 0, MIB, Durability.UNSTABLE);
    killAndStart();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    long before = slab.leased();
    write(bytes, 8 * MIB, 24 * MIB, Durability.UNSTABLE);

    assertThat(slab.leased()).isLessThanOrEqualTo(before);
    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w5_aHeaderIsPatchedThoughMemoryWasShortWhileAPartWasOnItsWay() throws InterruptedException {
    byte[] bytes = random(25 * MIB);
    CountDownLatch answer = new CountDownLatch(1);
    FileId other = new FileId(78);
    sessions.create(
        other, new ObjectKey("other"), null, null, SessionRecord.Attributes.unset(Instant.EPOCH));
    create();
    write(bytes, 0, 16 * MIB, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") == 2 && sessions.due().isEmpty());
    beforeNext.put("uploadPart", () -> awaitLatch(answer));
    write(bytes, 16 * MIB, bytes.length, Durability.UNSTABLE);
    await(() -> !beforeNext.containsKey("uploadPart"));
    List<Lease> others = new ArrayList<>();
    for (Lease lease = lease(); lease != null; lease = lease()) {
      others.add(lease);
    }
    Thread wanting = Thread.ofPlatform().start(() -> writeTo(other, 0, 4096));
    await(() -> wanting.getState() == Thread.State.TIMED_WAITING || !wanting.isAlive());
    others.forEach(Lease::close);
    wanting.join();
    answer.countDown();

    bytes[100] ^= 1;
    write(bytes, 0, 4096, Durability.UNSTABLE);
    commit();
    closed();
    assertThat(Arrays.equals(bucket.object(KEY), bytes)).isTrue();
    sessions.drop(other);
  }

  @Test
  void roomForBytesThatNeverCameGoesWithTheFile() {
    create();
    List<Lease> others = new ArrayList<>();
    for (Lease lease = lease(); lease != null; lease = lease()) {
      others.add(lease);
    }
    others.removeLast().close();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> writeTo(FILE, MIB / 2, MIB)).isInstanceOf(VfsException.class);
    assertThat(Thread.interrupted()).isTrue();
    others.forEach(Lease::close);
    assertThat(slab.leased()).isPositive();

    publishWhenDueAfter(Duration.ofSeconds(40));
    isForgotten();

    assertThat(bucket.object(KEY)).isEmpty();
    assertThat(slab.leased()).isZero();
  }

  /// Its client has it open, so nothing of it is sent, and its writer must be told some time.
  @Test
  void d2_aRemovedOpenFileThatFillsTheMemoryFailsAfterAWhile() {
    create();
    sessions.unlinked(FILE, true);
    long end = 0;
    while (isRoom()) {
      writeTo(FILE, end, MIB);
      end += MIB;
    }
    assertRefused(VfsError.BUSY, FILE, end);
    pass(Duration.ofSeconds(61));

    assertRefused(VfsError.NO_SPACE, FILE, end);
  }

  /// None of the parts is full, so none is sent, and no client gets on.
  ///
  /// @return how many files there are
  private int fillMemoryWithUnfilledParts() {
    int files = 0;
    for (; isRoom(); files++) {
      sessions.create(
          file(files),
          new ObjectKey("f" + files),
          null,
          null,
          SessionRecord.Attributes.unset(Instant.EPOCH));
      for (int at = 0; at < 6 && isRoom(); at++) {
        writeTo(file(files), (long) at * MIB, MIB);
      }
    }
    return files;
  }

  @Test
  void aMemoryFullOfPartsThatAllWaitForMoreIsGivenBackByOneOfThem() {
    int files = fillMemoryWithUnfilledParts();
    assertRefused(VfsError.BUSY, file(0), 6L * MIB);
    assertThat(bucket.object(new ObjectKey("f0"))).isNull();
    pass(Duration.ofSeconds(11));
    assertRefused(VfsError.BUSY, file(0), 6L * MIB);
    writeTo(file(1), 6L * MIB, MIB);

    assertThat(bucket.requests()).containsExactly("PutObject");
    IntStream.range(0, files).mapToObj(SessionRelievedTest::file).forEach(sessions::drop);
  }

  @Test
  void itIsGivenBackAlsoForAFileThatHasNone() {
    int files = fillMemoryWithUnfilledParts();
    create();
    for (Lease lease = slab.tryLease(4096); lease != null; lease = slab.tryLease(4096)) {
      pieces.add(lease);
    }
    assertRefused(VfsError.BUSY, FILE, 0);
    pass(Duration.ofSeconds(11));
    assertRefused(VfsError.BUSY, FILE, 0);
    await(this::isRoom);
    writeTo(FILE, 0, 4096);

    assertThat(bucket.requests()).containsExactly("PutObject");
    IntStream.range(0, files).mapToObj(SessionRelievedTest::file).forEach(sessions::drop);
    pieces.forEach(Lease::close);
  }

  @Test
  void itIsGivenBackAlsoWhereAnotherWriteOfThatFileWaitsForIt() throws InterruptedException {
    int files = fillMemoryWithUnfilledParts();
    Thread waiting =
        Thread.ofVirtual()
            .start(() ->
                assertThatThrownBy(() -> writeTo(file(0), 6L * MIB, MIB))
                    .isInstanceOf(VfsException.class));
    await(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    pass(Duration.ofSeconds(11));
    assertRefused(VfsError.BUSY, file(0), 7L * MIB);
    writeTo(file(1), 6L * MIB, MIB);

    assertThat(Objects.requireNonNull(sessions.look(file(1))).size()).isEqualTo(7L * MIB);
    waiting.interrupt();
    waiting.join();
    IntStream.range(0, files).mapToObj(SessionRelievedTest::file).forEach(sessions::drop);
  }

  private static FileId file(int number) {
    return new FileId(FILE.value() + 1 + number);
  }

  private boolean isRoom() {
    Lease lease = lease();
    if (lease != null) {
      lease.close();
    }
    return lease != null;
  }

  @Test
  void w8_aWriteThatGoesOnAndWaitsForMemoryReadsItsFileOnce() throws InterruptedException {
    create();
    write(0, random(100), Durability.FILE);
    isForgotten();
    ETag eTag = bucket.headStored(KEY).orElseThrow().eTag();
    sessions.resume(FILE, KEY, eTag, 100, SessionRecord.Attributes.unset(Instant.EPOCH));
    Lease room = Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
    List<Lease> others = new ArrayList<>();
    for (Lease lease = slab.tryLease(4096); lease != null; lease = slab.tryLease(4096)) {
      others.add(lease);
    }
    room.close();
    List<Lease> pieces = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pieces.add(Objects.requireNonNull(slab.tryLease(64 << 10)));
    }
    Thread writing = Thread.ofVirtual().start(() -> writeTo(FILE, 100, MIB - 100));
    await(() -> writing.getState() == Thread.State.TIMED_WAITING);
    pieces.forEach(Lease::close);
    others.forEach(Lease::close);
    writing.join();

    assertThat(bucket.count("GetObject")).isEqualTo(1);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new VfsException(VfsError.BUSY, "interrupted", e);
    }
  }
}
