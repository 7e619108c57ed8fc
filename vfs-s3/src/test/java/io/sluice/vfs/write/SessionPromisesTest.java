package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.write.part.PartSizes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What users are promised of files that they write, one promise after the other, told of
/// [Sessions] alone.
class SessionPromisesTest extends FileInWriting {
  @Test
  void w3_syncedBytesOfALargeFileSurviveAsPartsAndWritingGoesOn() {
    byte[] bytes = random(24 * MIB);
    create(null, null);
    write(bytes, 0, 13 * MIB, Durability.UNSTABLE);
    write(bytes, 13 * MIB, 14 * MIB, Durability.FILE);
    assertThat(bucket.object(KEY)).isNull();

    killAndStart();
    write(bytes, 14 * MIB, 24 * MIB, Durability.UNSTABLE);
    commit();
    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w1_aClientThatPausesAFifthOfASecondWhereTheFirstPartEndsIsNotSeenInPart() {
    byte[] bytes = random(9 * MIB);
    create();
    write(bytes, 0, 8 * MIB, Durability.UNSTABLE);
    Thread commit = Thread.ofVirtual().start(() -> sessions.commit(FILE));
    await(() -> commit.getState() == Thread.State.TIMED_WAITING);
    pass(Duration.ofMillis(200));
    write(bytes, 8 * MIB, 9 * MIB, Durability.UNSTABLE);
    whileTimeGoesOn(() -> await(() -> !commit.isAlive()));

    assertThat(bucket.object(KEY)).isNull();
    commit();
    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
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
    killAndStart();
    pass(Duration.ofMillis(1_800));
    await(() -> sessions.due().contains(FILE)); // when it is taken up
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
    long largest = new PartSizes(256L * MIB).largestFile();

    assertFails(
        VfsError.TOO_LARGE,
        () -> sessions.write(FILE, largest, LeasedBytes.of(one()), Durability.FILE));
    assertFails(
        VfsError.TOO_LARGE,
        () -> sessions.write(FILE, Long.MAX_VALUE, LeasedBytes.of(one()), Durability.FILE));
    assertFails(VfsError.TOO_LARGE, () -> sessions.truncate(FILE, largest + 1));
    sessions.write(FILE, 0, LeasedBytes.of(one()), Durability.FILE);
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
    killAndStart();
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
    await(() -> bucket.openUploads() == 0);
  }

  @Test
  void w16_aSilentFileThatIsBeingPublishedIsNotDueOnceMore() {
    byte[] bytes = random(20 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") == 2);
    CompletableFuture<List<FileId>> due = new CompletableFuture<>();
    beforeNext.put("uploadPart", () -> due.complete(sessions.due()));
    publishWhenDueAfter(Duration.ofSeconds(4));

    assertThat(due.join()).isEmpty();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void d4_removingAFileInWritingDropsTheUpload() {
    byte[] bytes = random(20 * MIB);
    create(null, null);
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    assertThat(bucket.openUploads()).isEqualTo(1);

    sessions.drop(FILE);
    await(() -> bucket.openUploads() == 0);
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

    pass(Duration.ofSeconds(2));
    sessions.publishForReader(FILE);
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }
}
