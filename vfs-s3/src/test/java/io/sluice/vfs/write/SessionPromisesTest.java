package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.memory.ArenaSlab;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What users are promised of files that they write, one promise after the other, told of
/// [Sessions] alone.
@Timeout(60)
class SessionPromisesTest {
  private static final int MIB = 1 << 20;
  private static final FileId FILE = new FileId(77);
  private static final ObjectKey KEY = new ObjectKey("dir/file");

  private final MemoryBucket bucket = new MemoryBucket();
  private final AtomicLong nanos = new AtomicLong(1);
  private final ArenaSlab slab = new ArenaSlab(96L * MIB);
  private final SessionLog log = SessionLog.inMemory();
  private Sessions sessions = open();

  private Sessions open() {
    return Sessions.open(
        bucket,
        bucket,
        slab,
        log,
        new SessionSettings(
            Duration.ofSeconds(3), SessionSettings.CloseBy.SIGNAL, false, 256L * MIB),
        42,
        InstantSource.system(),
        nanos::get);
  }

  @AfterEach
  void nothingIsLeased() {
    sessions.drop(FILE);
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  private void create(@Nullable Long verifier, @Nullable ETag base) {
    sessions.create(FILE, KEY, verifier, base, SessionRecord.Attributes.unset(Instant.EPOCH));
  }

  /// Writes a stretch of these bytes to where it is in them, 1 MiB at a time.
  private void write(byte[] bytes, int from, int to, Durability durability) {
    for (int at = from; at < to; at += MIB) {
      int length = Math.min(MIB, to - at);
      ByteBuffer data = ByteBuffer.allocateDirect(length).put(bytes, at, length).flip();
      sessions.write(FILE, at, data, durability);
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private void commit() {
    whileTimeGoesOn(() -> sessions.commit(FILE));
  }

  /// GETATTR.
  private void closed() {
    whileTimeGoesOn(() -> sessions.looked(FILE));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void whileTimeGoesOn(Runnable call) {
    CompletableFuture<Void> done = CompletableFuture.runAsync(call, Thread.ofVirtual()::start);
    while (!done.isDone()) {
      pass(Duration.ofMillis(5));
      Thread.onSpinWait();
    }
    try {
      done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof VfsException failure ? failure : e;
    }
  }

  @Test
  void w3_syncedBytesOfALargeFileSurviveAsPartsAndWritingGoesOn() {
    byte[] bytes = random(24 * MIB);
    create(null, null);
    write(bytes, 0, 13 * MIB, Durability.UNSTABLE);
    write(bytes, 13 * MIB, 14 * MIB, Durability.FILE);
    Sessions killed = sessions;
    assertThat(bucket.object(KEY)).isNull();

    sessions = open();
    write(bytes, 14 * MIB, 24 * MIB, Durability.UNSTABLE);
    commit();
    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    killed.drop(FILE);
  }

  @Test
  void w7_theOldObjectStaysUntilTheNewOneIsWhole() {
    ETag old = bucket.put(KEY, random(100));
    byte[] bytes = random(20 * MIB);
    create(null, old);
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    assertThat(bucket.object(KEY)).isEqualTo(random(100));

    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w11_aFileThatIsCreatedAndNeverWrittenIsAnEmptyObjectWithin2Seconds() {
    create(null, null);
    assertThat(sessions.due()).isEmpty();
    pass(Duration.ofMillis(1_800));
    assertThat(sessions.due()).containsExactly(FILE);
    sessions.publishIfDue(FILE);

    assertThat(bucket.object(KEY)).isEmpty();
    assertThat(bucket.requests()).containsExactly("PutObject");
  }

  @Test
  void w11_soItIsIfTheServerIsKilledInBetween() {
    create(null, null);
    sessions = open();
    pass(Duration.ofMillis(1_800));
    while (sessions.due().isEmpty()) {
      Thread.onSpinWait(); // until it is taken up
    }
    sessions.publishIfDue(FILE);

    assertThat(bucket.object(KEY)).isEmpty();
  }

  @Test
  void w12_partsGrowSoThatTenThousandOfThemReachFar() {
    PartSizes little = new PartSizes(256L * MIB);
    assertThat(little.of(1)).isEqualTo(8L * MIB);
    assertThat(little.of(801)).isEqualTo(16L * MIB);
    assertThat(little.of(10_000)).isEqualTo(32L * MIB);
    assertThat(little.largestFile()).isBetween(270L << 30, 300L << 30);

    assertThat(new PartSizes(8L << 30).largestFile()).isEqualTo(5L << 40);
  }

  @Test
  void w12_beyondTheLargestFileAWriteIsTooLargeAtOnce() {
    create(null, null);
    long largest = sessions.largestFile();

    assertFails(VfsError.TOO_LARGE, () -> sessions.write(FILE, largest, one(), Durability.FILE));
    sessions.write(FILE, 0, one(), Durability.FILE);
    assertThat(bucket.object(KEY)).hasSize(1);
  }

  private static ByteBuffer one() {
    return ByteBuffer.allocateDirect(1);
  }

  private static void assertFails(VfsError error, Runnable call) {
    VfsException failure = catchThrowableOfType(VfsException.class, call::run);
    assertThat(failure).isNotNull();
    assertThat(failure.error()).isEqualTo(error);
  }

  @Test
  void w13_twoWritersOfOneMountShareTheFile() {
    byte[] bytes = random(12 * MIB);
    create(null, null);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> write(bytes, 6 * MIB, 12 * MIB, Durability.UNSTABLE), Thread.ofVirtual()::start);
    write(bytes, 0, 6 * MIB, Durability.UNSTABLE);
    other.join();
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w14_anExclusiveCreateIsKnownWhenItComesAgainAlsoAfterARestart() {
    create(4_711L, null);
    assertThat(sessions.wasCreatedBy(FILE, 4_711)).isTrue();
    assertThat(sessions.wasCreatedBy(FILE, 4_712)).isFalse();
    sessions = open();
    assertThat(sessions.wasCreatedBy(FILE, 4_711)).isTrue();
  }

  @Test
  void w15_anErrorIsReportedUntilTheEndAndTheUploadAborted() {
    byte[] bytes = random(20 * MIB);
    create(null, null);
    bucket.failNext("UploadPart", VfsError.ACCESS_DENIED);
    assertThatThrownBy(
            () -> {
              write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
              commit();
            })
        .isInstanceOf(VfsException.class);

    assertFails(VfsError.ACCESS_DENIED, this::commit);
    assertFails(VfsError.ACCESS_DENIED, () -> write(bytes, 0, 1, Durability.UNSTABLE));
    assertFails(VfsError.NO_SPACE, () -> write(bytes, 19 * MIB, 20 * MIB, Durability.UNSTABLE));
    assertThat(sessions.news(FILE)).isInstanceOf(SessionNews.Failed.class);
    awaitNoUploads();
  }

  private void awaitNoUploads() {
    while (bucket.openUploads() > 0) {
      Thread.onSpinWait(); // the test has a time limit
    }
  }

  @Test
  void d4_removingAFileInWritingDropsTheUpload() {
    byte[] bytes = random(20 * MIB);
    create(null, null);
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    assertThat(bucket.openUploads()).isEqualTo(1);

    sessions.drop(FILE);
    awaitNoUploads();
    assertThat(bucket.object(KEY)).isNull();
    assertThat(sessions.look(FILE)).isNull();
  }

  @Test
  void r3_bytesAtHandAndHolesAreReadAtOnce() {
    create(null, null);
    write(random(100), 0, 100, Durability.UNSTABLE);
    sessions.truncate(FILE, 200);
    ByteBuffer into = ByteBuffer.allocate(300);

    assertThat(sessions.read(FILE, 0, into)).isTrue();
    assertThat(Arrays.copyOf(into.array(), into.position()))
        .isEqualTo(Arrays.copyOf(random(100), 200));
    assertThat(bucket.requests()).isEmpty();
  }

  @Test
  void r3_forBytesThatAreInPartsOnlyTheFileIsPublishedOnceItsWriterIsSilent() {
    byte[] bytes = random(40 * MIB);
    create(null, null);
    write(bytes, 0, 40 * MIB, Durability.UNSTABLE);
    commit();
    assertThat(sessions.read(FILE, 9L * MIB, ByteBuffer.allocate(MIB))).isFalse();

    whileTimeGoesOn(() -> sessions.publishForReader(FILE));
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }
}
