package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.Durability;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Large files that are committed while their last part is not full: what S3 is sent for it, and
/// what the next process has of it.
class SessionEndsTest extends FileInWriting {
  /// A file whose first part is in S3, and whose second one has a few bytes.
  private void begin(byte[] bytes, int end) {
    create();
    write(bytes, 0, end, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") == 1);
  }

  @Test
  void w6_everyByteOfAFileWithAShortEndIsSentOnce() {
    byte[] bytes = random(10 * MIB);
    begin(bytes, bytes.length);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.bytesOfParts()).isEqualTo(bytes.length);
  }

  @Test
  void w6_aCommitInTheMiddleOfWritingLetsThePartFillForWhichItsTurnHasNotCome() {
    byte[] bytes = random(24 * MIB);
    create();
    CompletableFuture<Boolean> isWritten = new CompletableFuture<>();
    beforeNext.put(
        "uploadPart",
        () -> {
          isWritten.join();
          Thread commit = Thread.ofVirtual().start(() -> sessions.commit(FILE));
          await(() -> commit.getState() == Thread.State.TIMED_WAITING);
          write(bytes, 10 * MIB, bytes.length, Durability.UNSTABLE);
        });
    write(bytes, 0, 10 * MIB, Durability.UNSTABLE);
    isWritten.complete(true);
    await(() -> bucket.count("UploadPart") == 3);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.bytesOfParts()).isEqualTo(bytes.length);
  }

  @Test
  void w6_aPartThatFilledWhileItsFirstBytesWereSentIsSentWithoutAnotherCall() {
    byte[] bytes = random(16 * MIB);
    begin(bytes, 10 * MIB);
    beforeNext.put("uploadPart", () -> write(bytes, 10 * MIB, bytes.length, Durability.UNSTABLE));
    commit();

    await(() -> bucket.count("UploadPart") == 3);
    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void c1_whatWasSentBehindAShortEndDoesNotLetTheNextProcessPublishInPart() {
    byte[] bytes = random(24 * MIB);
    begin(bytes, 10 * MIB);
    beforeNext.put(
        "uploadPart",
        () -> {
          write(bytes, 10 * MIB, bytes.length, Durability.UNSTABLE);
          await(() -> bucket.count("UploadPart") == 2);
        });
    commit();
    killAndStart();
    write(bytes, 10 * MIB, bytes.length, Durability.UNSTABLE);
    assertThat(bucket.object(KEY)).isNull();
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.count("UploadPartCopy")).isZero();
  }

  @Test
  void w5_theLastFullPartCanBeChangedBehindACommitOfAShortEnd() {
    byte[] bytes = random(18 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    byte[] other = random(MIB);
    write(15 * MIB, other, Durability.UNSTABLE);
    commit();
    closed();

    System.arraycopy(other, 0, bytes, 15 * MIB, MIB);
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void c1_whatAKilledServerSentOfTheEndMayComeLate() {
    byte[] bytes = random(16 * MIB);
    create();
    write(bytes, 0, 10 * MIB, Durability.UNSTABLE);
    commit();
    UploadId upload = bucket.listMultipartUploads(KEY).getFirst().id();
    ByteBuffer full = ByteBuffer.wrap(bytes, 8 * MIB, 8 * MIB);
    UploadBody late = new UploadBody(List.of(full), 8L * MIB, Crc32c.of(full.duplicate()));
    afterNext.put("listParts", () -> bucket.uploadPart(new PartSlot(KEY, upload, 2), late));
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 10 * MIB));
  }

  @Test
  void w3_aFileIsSyncedAsOftenAsAProgramLikes() {
    byte[] bytes = random(14 * MIB);
    create();
    write(bytes, 0, 9 * MIB, Durability.UNSTABLE);
    for (int at = 9 * MIB; at < bytes.length; at += MIB / 4) {
      write(bytes, at, at + MIB / 4, Durability.FILE);
    }
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.highestPart()).isEqualTo(3);
  }
}
