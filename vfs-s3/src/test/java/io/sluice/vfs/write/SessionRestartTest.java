package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// New files whose server is killed, or stopped, while they are written.
class SessionRestartTest extends FileInWriting {
  /// After this, a client that did not come back does not come any more.
  private static final Duration NOBODY_COMES = Duration.ofSeconds(70);

  @Test
  void c1_aCommitAloneAfterAKillPublishesNothingAndAsksForTheBytesAgain() {
    create();
    write(0, random(100), Durability.UNSTABLE);
    killAndStart();

    assertThat(sessions.commit(FILE)).isNotEqualTo(sessions.verifier());
    assertThat(bucket.object(KEY)).isNull();
  }

  @Test
  void c1_aReaderAfterAKillIsAskedToComeAgainAndNothingIsPublished() {
    create();
    write(random(21 * MIB), 0, 21 * MIB, Durability.UNSTABLE);
    commit();
    killAndStart();

    assertThatThrownBy(() -> sessions.publishForReader(FILE))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    assertThat(bucket.object(KEY)).isNull();
  }

  @Test
  void c1_aFileHasItsSizeWhileItIsNotKnownYetWhatThereIsOfIt() {
    create();
    write(random(21 * MIB), 0, 21 * MIB, Durability.UNSTABLE);
    commit();
    CompletableFuture<Void> isAsked = new CompletableFuture<>();
    CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
    beforeNext.put(
        "listParts",
        () -> {
          isAsked.complete(null);
          mayAnswer.join();
        });
    killAndStart();
    isAsked.join();

    assertThat(look().size()).isEqualTo(21L * MIB);
    assertThat(sessions.read(FILE, 0, ByteBuffer.allocate(10))).isFalse();

    mayAnswer.complete(null);
    await(() -> bucket.count("ListParts") == 1);
    assertThat(look().size()).isEqualTo(21L * MIB);
  }

  /// @return who asked
  private Queue<Thread> killAndRefuseToListParts(VfsError error) {
    Queue<Thread> asking = new ConcurrentLinkedQueue<>();
    beforeEvery.put(
        "listParts",
        () -> {
          asking.add(Thread.currentThread());
          throw new VfsException(error, "refused in this test");
        });
    killAndStart();
    return asking;
  }

  @Test
  void d4_nobodyAsksOnForAFileThatIsRemovedWhileItIsTakenUp() {
    create();
    write(random(21 * MIB), 0, 21 * MIB, Durability.UNSTABLE);
    commit();
    Queue<Thread> asking = killAndRefuseToListParts(VfsError.BUSY);
    await(() -> asking.size() > 1);

    sessions.drop(FILE);

    await(() -> asking.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void c1_nothingIsGivenUpWhileTheCredentialsDoNotAllowToLook() {
    byte[] bytes = random(21 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    Queue<Thread> asking = killAndRefuseToListParts(VfsError.ACCESS_DENIED);
    await(() -> !asking.isEmpty());
    beforeEvery.clear();
    await(() -> {
      pass(Duration.ofSeconds(1));
      return bucket.count("ListParts") == 1;
    });
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void c1_aFileThatS3HasAnObjectOfIsNotCreatedHere() {
    byte[] bytes = random(20 * MIB);
    create();
    write(0, random(100), Durability.FILE);
    resumeLater(random(100));
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") > 0);
    killAndStart();
    assertThat(sessions.look(FILE)).isNotNull();
    assertThat(sessions.created()).isEmpty();
  }

  @Test
  void c1_aFileThatS3HasInNoFormIsCreatedHere() {
    create();
    write(0, random(100), Durability.UNSTABLE);
    killAndStart();
    assertThat(sessions.created()).containsExactly(FILE);
  }

  @Test
  void c1_theLastPageThatComesAgainWithMoreIsNoRewrite() {
    byte[] bytes = random(21 * MIB + 5000);
    create();
    write(bytes, 0, 21 * MIB + 5, Durability.UNSTABLE);
    commit();
    killAndStart();
    whileTimeGoesOn(() -> write(bytes, 21 * MIB, bytes.length, Durability.FILE));
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void c1_aHeaderThatWasPatchedAndSyncedSurvivesAKill() {
    byte[] bytes = random(24 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    byte[] header = random(4096);
    write(0, header, Durability.FILE);
    killAndStart();
    publishWhenDueAfter(NOBODY_COMES);

    System.arraycopy(header, 0, bytes, 0, header.length);
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void c1_twoKillsOneAfterTheOtherLoseNothingThatWasCommitted() {
    byte[] bytes = random(30 * MIB);
    create();
    write(bytes, 0, 21 * MIB, Durability.UNSTABLE);
    commit();
    killAndStart();
    write(bytes, 21 * MIB, bytes.length, Durability.UNSTABLE);
    commit();
    killAndStart();
    publishWhenDueAfter(NOBODY_COMES);

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  /// The file grew while its first bytes were put.
  @Test
  void c1_anUploadThatWasBegunWhileTheFileWasPutIsKnownAfterAKill() {
    byte[] bytes = random(40 * MIB);
    create();
    write(bytes, 0, 5 * MIB, Durability.UNSTABLE);
    beforeNext.put(
        "putObject",
        () -> {
          write(bytes, 5 * MIB, bytes.length, Durability.UNSTABLE);
          await(() -> bucket.count("UploadPart") > 0);
        });
    commit();
    assertThat(bucket.openUploads()).isEqualTo(1);
    killAndStart();

    await(() -> bucket.openUploads() == 0);
    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 5 * MIB));
  }

  @Test
  void c1_aFileWhoseCompletionWasDoneAndNotAnsweredIsKnownAfterACommitAndAKill() {
    byte[] bytes = random(20 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    loseAnswer.add("completeMultipartUpload");
    assertThatThrownBy(this::closed).isInstanceOf(VfsException.class);
    sessions.commit(FILE);
    killAndStart();
    await(() -> look().isPublished());

    assertThat(look().isFailed()).isFalse();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  /// A large file is closed, and the server killed before S3 has done what it was asked for.
  private void killBeforeCompletion(byte[] bytes) {
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    beforeNext.put(
        "completeMultipartUpload",
        () -> {
          throw new VfsException(VfsError.BUSY, "the process was killed");
        });
    assertThatThrownBy(this::closed).hasMessageContaining("killed");
  }

  private void completeAfterAll() {
    UploadId upload = bucket.listMultipartUploads(KEY).getFirst().id();
    List<UploadedPart> parts = bucket.listParts(KEY, upload).orElseThrow();
    bucket.completeMultipartUpload(KEY, upload, parts, null, new Precondition.None());
  }

  /// S3 may do it any time, and what other parts the upload got would be gone.
  @Test
  void c1_aCompletionThatWasUnderWayAtAKillIsDoneBeforeAnythingElse() {
    byte[] bytes = random(24 * MIB);
    killBeforeCompletion(Arrays.copyOf(bytes, 21 * MIB));
    killAndStart();
    await(() -> look().isPublished());
    pass(Duration.ofMinutes(1)); // later than a guess would be wrong
    write(bytes, 21 * MIB, 24 * MIB, Durability.UNSTABLE);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.openUploads()).isZero();
  }

  @Test
  void c1_aCompletionThatS3DoesWhileTheNextProcessLooksIsKnown() {
    byte[] bytes = random(21 * MIB);
    killBeforeCompletion(bytes);
    beforeNext.put("listParts", this::completeAfterAll);
    killAndStart();
    await(() -> look().isPublished());

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  /// Some of what a commit was answered for comes again, and too little to compare it.
  private void comeAgainInPart(byte[] bytes, int size) {
    create();
    write(bytes, 0, 16 * MIB, Durability.UNSTABLE);
    commit();
    sessions.truncate(FILE, size);
    killAndStart();
    write(bytes, 8 * MIB, 9 * MIB, Durability.UNSTABLE);
    write(bytes, 16 * MIB, 17 * MIB, Durability.UNSTABLE);
    pass(Duration.ofSeconds(61)); // nobody waits for the rest any more
  }

  private void sendAllAgain(byte[] bytes) {
    assertThat(sessions.commit(FILE)).isNotEqualTo(sessions.verifier());
    whileTimeGoesOn(() -> write(bytes, 0, bytes.length, Durability.UNSTABLE));
    commit();
    publishWhenDueAfter(Duration.ofSeconds(36));
  }

  @Test
  void w17_c1_anEndThatWasSetStaysIfS3DoesNotTakeWhatIsToBeCompared() {
    byte[] bytes = random(20 * MIB);
    comeAgainInPart(bytes, 30 * MIB);
    bucket.failNext("UploadPart", VfsError.BUSY);
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    assertThat(look().size()).isEqualTo(30 * MIB);
    sendAllAgain(bytes);

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 30 * MIB));
  }

  @Test
  void w17_c1_anEndThatWasSetStaysIfTheAnswerToWhatIsToBeComparedIsLost() {
    byte[] bytes = random(20 * MIB);
    comeAgainInPart(bytes, 30 * MIB);
    loseAnswer.add("completeMultipartUpload");
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    sendAllAgain(bytes);

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 30 * MIB));
  }

  @Test
  void w17_c1_anEndThatWasSetStaysAlsoIfTheClientDoesNotComeBackAfterThat() {
    byte[] bytes = random(20 * MIB);
    comeAgainInPart(bytes, 30 * MIB);
    loseAnswer.add("completeMultipartUpload");
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    publishWhenDueAfter(Duration.ofSeconds(36));
    publishWhenDueAfter(Duration.ofSeconds(36));

    assertThat(bucket.object(KEY))
        .isEqualTo(Arrays.copyOf(Arrays.copyOf(bytes, 17 * MIB), 30 * MIB));
  }

  @Test
  void w17_c1_anEndThatWasSetStaysIfTheObjectCannotBeReadAfterThat() {
    byte[] bytes = random(20 * MIB);
    comeAgainInPart(bytes, 30 * MIB);
    bucket.failNext("GetObject", VfsError.BUSY);
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    assertThat(look().size()).isEqualTo(30 * MIB);
    publishWhenDueAfter(Duration.ofSeconds(36));

    assertThat(bucket.object(KEY))
        .isEqualTo(Arrays.copyOf(Arrays.copyOf(bytes, 17 * MIB), 30 * MIB));
  }

  @Test
  void c1_aStoppedServerDoesNotPublishAFileInTheMiddle() {
    byte[] bytes = random(30 * MIB);
    create();
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    whileTimeGoesOn(() -> sessions.end(Duration.ofMinutes(1)));
    assertThat(bucket.object(KEY)).isNull();

    killAndStart();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    closed();
    assertThat(Arrays.equals(bucket.object(KEY), bytes)).isTrue();
  }
}
