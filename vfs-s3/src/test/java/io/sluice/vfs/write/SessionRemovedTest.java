package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Files that are removed while something is done with them.
class SessionRemovedTest extends FileInWriting {
  private final SessionLog log = SessionLog.inMemory();

  /// Removes the file on a thread of its own, and comes back when that waits.
  private CompletableFuture<Boolean> remove() {
    CompletableFuture<Boolean> isRemoved = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                isRemoved.complete(sessions.dropUnlessNew(FILE));
              } catch (VfsException e) {
                isRemoved.completeExceptionally(e);
              }
            });
    await(() ->
        isRemoved.isDone()
            || thread.getState() == Thread.State.TIMED_WAITING
            || thread.getState() == Thread.State.WAITING);
    return isRemoved;
  }

  /// While time stands still.
  private void publishInSilence() {
    pass(Duration.ofSeconds(70));
    await(() -> sessions.due().contains(FILE));
    sessions.publishIfDue(FILE);
  }

  @Test
  void d4_aFileThatIsRemovedWhileItIsPutIsInS3AndNotForgotten() {
    byte[] bytes = random(100);
    create();
    write(0, bytes, Durability.UNSTABLE);
    CompletableFuture<CompletableFuture<Boolean>> removal = new CompletableFuture<>();
    beforeNext.put("putObject", () -> removal.complete(remove()));
    publishInSilence();

    assertThat(removal.join().join()).as("removed unseen").isFalse();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(sessions.news(FILE)).isInstanceOf(SessionNews.Published.class);
    assertThat(sessions.dropUnlessNew(FILE)).isTrue();
  }

  @Test
  void d4_aFileThatIsRemovedWhileItIsCompletedIsInS3AndNotForgotten() {
    byte[] bytes = random(20 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    CompletableFuture<CompletableFuture<Boolean>> removal = new CompletableFuture<>();
    beforeNext.put("completeMultipartUpload", () -> removal.complete(remove()));
    publishInSilence();

    assertThat(removal.join().join()).as("removed unseen").isFalse();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void d4_whatWasPutAndNotAnsweredGoesWithItsFile() {
    create();
    loseAnswer.add("putObject");
    assertThatThrownBy(() -> write(0, random(100), Durability.FILE))
        .isInstanceOf(VfsException.class);
    assertThat(bucket.object(KEY)).isNotNull();

    assertThat(sessions.dropUnlessNew(FILE)).isTrue();

    assertThat(bucket.object(KEY)).isNull();
  }

  @Test
  void d4_whatAnotherClientPutStaysWhenAFileGoesThatWasNotAnsweredFor() {
    create();
    loseAnswer.add("putObject");
    assertThatThrownBy(() -> write(0, random(100), Durability.FILE))
        .isInstanceOf(VfsException.class);
    byte[] other = random(200);
    bucket.put(KEY, other);

    assertThat(sessions.dropUnlessNew(FILE)).isTrue();

    assertThat(bucket.object(KEY)).isEqualTo(other);
  }

  @Test
  void d4_whatAFormerProcessPutIsKnownBeforeItsFileIsCalledRemoved() {
    create();
    loseAnswer.add("putObject");
    assertThatThrownBy(() -> write(0, random(100), Durability.FILE))
        .isInstanceOf(VfsException.class);
    CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
    beforeNext.put("headStored", mayAnswer::join);
    killAndStart();
    CompletableFuture<Boolean> removal = remove();
    assertThat(removal).isNotDone();
    mayAnswer.complete(null);

    assertThat(removal.join()).as("removed unseen").isFalse();
    assertThat(sessions.news(FILE)).isInstanceOf(SessionNews.Published.class);
  }

  @Test
  void d2_whatIsWrittenToARemovedFileAfterAWhileIsNoObject() {
    byte[] bytes = random(100);
    create();
    write(0, bytes, Durability.FILE);
    isForgotten();
    ETag eTag = bucket.headStored(KEY).orElseThrow().eTag();
    SessionRecord.Attributes unset = SessionRecord.Attributes.unset(Instant.EPOCH);

    assertThat(sessions.resumeRemoved(FILE, KEY, eTag, bytes.length, unset)).isTrue();
    write(bytes.length, random(50), Durability.FILE);
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(look().size()).isEqualTo(150);
  }

  @Test
  void d2_nothingIsPutWhileWhatHadTheNameIsDeleted() {
    byte[] bytes = random(100);
    create();
    write(0, bytes, Durability.UNSTABLE);
    CompletableFuture<Thread> publisher = new CompletableFuture<>();

    sessions.beforePublishing(
        FILE,
        () -> {
          publisher.complete(Thread.ofVirtual().start(() -> write(0, bytes, Durability.FILE)));
          await(() -> publisher.join().getState() == Thread.State.TIMED_WAITING);
          assertThat(bucket.object(KEY)).isNull();
        });

    await(() -> !publisher.join().isAlive());
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void d4_whoRemovesAFileThatS3DoesNotAnswerForIsAskedToComeAgain() {
    create();
    write(0, random(100), Durability.UNSTABLE);
    CompletableFuture<CompletableFuture<Boolean>> removal = new CompletableFuture<>();
    beforeNext.put(
        "putObject",
        () -> {
          CompletableFuture<Boolean> removed = remove();
          pass(Duration.ofSeconds(21));
          await(removed::isDone);
          removal.complete(removed);
        });
    commit();

    assertThatThrownBy(removal.join()::join)
        .cause()
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
  }

  @Test
  void d4_aFileThatIsRemovedWhileItIsTakenUpLeavesNothing() {
    byte[] bytes = random(21 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    CompletableFuture<Sessions> started = new CompletableFuture<>();
    CompletableFuture<Void> isTakenUp = new CompletableFuture<>();
    beforeNext.put(
        "listParts",
        () -> {
          started.join().drop(FILE);
          isTakenUp.complete(null);
        });
    killAndStart();
    started.complete(sessions);
    isTakenUp.join();

    await(() -> bucket.openUploads() == 0);
    assertThat(sessions.look(FILE)).isNull();
    assertThat(bucket.object(KEY)).isNull();
  }

  @Test
  void d4_aFileThatIsRemovedWhileItIsReadToGoOnHoldsNoMemory() {
    resumeLater(random(100));
    bucket.duringNext("GetObject", () -> sessions.drop(FILE));
    assertThatThrownBy(() -> write(100, random(50), Durability.UNSTABLE))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.STALE));

    assertThat(slab.leased()).isZero();
  }

  @Test
  void d4_aFileThatIsRemovedWhileItIsReadToBeCutOffIsNotRemembered() {
    useLog(log);
    resumeLater(random(100));
    bucket.duringNext("GetObject", () -> sessions.drop(FILE));
    assertThatThrownBy(() -> sessions.truncate(FILE, 50)).isInstanceOf(VfsException.class);

    assertThat(log.find(FILE)).isNull();
    assertThat(slab.leased()).isZero();
  }

  /// It has an upload with what was cut off.
  @Test
  void d4_aLargeFileThatIsRemovedWhileItIsPutSinceItWasCutOffIsNotRemembered() {
    useLog(log);
    create();
    write(random(20 * MIB), 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    sessions.truncate(FILE, 3 * MIB);
    beforeNext.put("putObject", () -> sessions.drop(FILE));
    commit();

    assertThat(log.find(FILE)).isNull();
    await(() -> bucket.openUploads() == 0);
  }

  @Test
  void r3_whoReadsOnInARemovedFileWhoseBytesAreGoneGetsAnErrorAndWaitsForNothing() {
    create();
    write(random(40 * MIB), 0, 40 * MIB, Durability.UNSTABLE);
    commit();
    sessions.unlinked(FILE, true);
    pass(Duration.ofSeconds(2));

    assertThatThrownBy(() -> sessions.publishForReader(FILE))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO))
        .hasMessageContaining("was removed");
  }

  @Test
  void d2_aFileTakesThePlaceOfTheObjectOfARemovedOneThatIsOpen() {
    ETag hidden = bucket.put(KEY, random(50));
    byte[] bytes = random(100);
    create();
    sessions.mayReplace(FILE, hidden);
    write(0, bytes, Durability.UNSTABLE);
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w10_anObjectThatCameInPlaceOfARemovedOneIsNotReplaced() {
    ETag hidden = bucket.put(KEY, random(50));
    create();
    sessions.mayReplace(FILE, hidden);
    byte[] others = random(60);
    bucket.put(KEY, others);
    write(0, random(100), Durability.UNSTABLE);

    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    assertThat(bucket.object(KEY)).isEqualTo(others);
  }
}
