package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.UploadId;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Uploads that nobody needs any more, and servers that are killed before they are aborted.
class UnwantedUploadsTest extends FileInWriting {
  private final byte[] bytes = random(24 * MIB);

  private void writeAndCommit() {
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
  }

  @Test
  void c1_theUploadOfAFileThatWasCutOffIsAbortedByTheNextProcess() {
    writeAndCommit();
    sessions.truncate(FILE, 3 * MIB);
    bucket.duringNext("PutObject", this::isKilledNow);
    commit();
    assertThat(bucket.openUploads()).isEqualTo(1);
    killAndStart();

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 3 * MIB));
    await(() -> bucket.openUploads() == 0);
  }

  @Test
  void c1_whatWasCommittedOfAFileThatWasCutOffIsThereIfItsPutIsNotDone() {
    writeAndCommit();
    sessions.truncate(FILE, 3 * MIB);
    bucket.failNext("PutObject", VfsError.BUSY);
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    killAndStart();
    await(() -> bucket.object(KEY) != null);

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 3 * MIB));
    await(() -> bucket.openUploads() == 0);
  }

  @Test
  void d4_theUploadOfARemovedFileIsAbortedByTheNextProcess() {
    writeAndCommit();
    isKilledNow();
    sessions.drop(FILE);
    killAndStart();

    await(() -> bucket.openUploads() == 0);
    assertThat(bucket.object(KEY)).isNull();
  }

  @Test
  void d4_anUploadThatCannotBeAbortedNowIsAbortedLater() {
    writeAndCommit();
    bucket.failNext("AbortMultipartUpload", VfsError.BUSY);
    sessions.drop(FILE);
    await(() -> bucket.count("AbortMultipartUpload") == 1);
    await(() -> {
      pass(Duration.ofMinutes(1));
      sessions.sweep();
      return bucket.openUploads() == 0;
    });
  }

  @Test
  void c1_aKillAsAnUploadBeginsAbortsThatUploadAndNoneOfOtherPrograms() {
    UploadId others = bucket.beginUpload(KEY, random(100));
    create();
    bucket.duringNext("CreateMultipartUpload", this::beginAndDie);
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.openUploads() == 2);
    killAndStart();

    await(() -> bucket.openUploads() == 1);
    assertThat(bucket.endUpload(others)).isTrue();
  }

  private void beginAndDie() {
    bucket.createMultipartUpload(KEY);
    isKilledNow();
    throw new VfsException(VfsError.BUSY, "nobody is there to hear the answer");
  }

  @Test
  void w2_aCompletionWhoseAnswerIsLostForLongIsSentAgainBeforeMoreIsWritten() {
    writeAndCommit();
    bucket.loseAnswerOfNext("CompleteMultipartUpload");
    bucket.failNext("HeadObject", VfsError.BUSY);
    assertThatThrownBy(this::closed).isInstanceOf(VfsException.class);
    byte[] more = random(100);
    whileTimeGoesOn(() -> write(bytes.length, more, Durability.UNSTABLE));
    commit();
    publishWhenDueAfter(Duration.ofSeconds(36)); // a close was believed that was none

    byte[] whole = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, whole, bytes.length, more.length);
    assertThat(bucket.object(KEY)).isEqualTo(whole);
  }
}
