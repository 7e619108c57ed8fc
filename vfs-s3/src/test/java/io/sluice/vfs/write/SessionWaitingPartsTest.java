package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Files whose parts wait for their turn, as those of another file are on their way to S3.
class SessionWaitingPartsTest extends FileInWriting {
  private static final FileId OTHER = new FileId(78);

  /// So many parts are on their way at once.
  private static final int SENDS = 16;

  private final SessionLog log = SessionLog.inMemory();
  private final CountDownLatch isAnswered = new CountDownLatch(1);
  private final AtomicInteger sent = new AtomicInteger();
  private CompletableFuture<Void> others = new CompletableFuture<>();

  /// Another file of holes, which need no memory.
  @BeforeEach
  void othersAreSent() {
    useLog(log);
    beforeEvery.put("uploadPart", this::awaitAnswer);
    sessions.create(
        OTHER, new ObjectKey("other"), null, null, SessionRecord.Attributes.unset(Instant.EPOCH));
    sessions.truncate(OTHER, SENDS * 8L * MIB);
    others =
        CompletableFuture.runAsync(
            () -> whileTimeGoesOn(() -> sessions.commit(OTHER)), Thread.ofVirtual()::start);
    await(() -> sent.get() == SENDS);
  }

  private void awaitAnswer() {
    sent.incrementAndGet();
    try {
      isAnswered.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Comes back when every part that waited has had its turn.
  private void othersAreAnswered() {
    isAnswered.countDown();
    others.join();
    while (sessions.news(FILE) != null) {
      // told
    }
    await(() -> {
      sessions.settle();
      return sessions.retainedBytes() > 0; // of the file, for which nothing is to be done
    });
  }

  @AfterEach
  void dropOther() {
    isAnswered.countDown();
    sessions.drop(OTHER);
  }

  private void assertThatNoUploadWasBegun() {
    assertThat(bucket.count("CreateMultipartUpload")).as("that of the other file").isEqualTo(1);
    SessionRecord record = Objects.requireNonNull(log.find(FILE));
    assertThat(record.stage()).isInstanceOf(Stage.Published.class);
  }

  @Test
  void w8_aFileThatIsCutOffAtItsStartAndPutWhileItsPartsWaitHasNoUpload() {
    create();
    write(random(9 * MIB), 0, 9 * MIB, Durability.UNSTABLE);
    sessions.truncate(FILE, 0);
    write(0, random(1000), Durability.FILE);
    othersAreAnswered();

    assertThatNoUploadWasBegun();
  }

  @Test
  void w8_aFileThatIsCutOffInItsFirstPartAndPutWhileThatWaitsHasNoUpload() {
    create();
    write(random(9 * MIB), 0, 9 * MIB, Durability.UNSTABLE);
    sessions.truncate(FILE, 4 * MIB);
    write(0, random(1000), Durability.FILE);
    othersAreAnswered();

    assertThatNoUploadWasBegun();
  }

  @Test
  void w3_aCommitIsAnsweredWhoseFileIsCutOffAndPutMeanwhile() {
    create();
    write(random(9 * MIB), 0, 9 * MIB, Durability.UNSTABLE);
    CompletableFuture<Void> isCommitted = new CompletableFuture<>();
    Thread committer =
        Thread.ofVirtual()
            .start(() -> {
              sessions.commit(FILE);
              isCommitted.complete(null);
            });
    await(() -> committer.getState() == Thread.State.TIMED_WAITING);
    sessions.truncate(FILE, 4 * MIB);
    write(0, random(1000), Durability.FILE);

    isCommitted.join();
    othersAreAnswered();
    assertThatNoUploadWasBegun();
  }
}
