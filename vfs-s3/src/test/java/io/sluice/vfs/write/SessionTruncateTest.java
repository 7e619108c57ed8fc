package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Files that are cut off while they are written, and go on.
class SessionTruncateTest extends FileInWriting {
  private final byte[] bytes = random(24 * MIB);

  private void writeAndCommit() {
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
  }

  @Test
  void w17_aFileWhoseEndIsSetFirstWaitsForItsBytes() {
    create();
    sessions.truncate(FILE, bytes.length);
    pass(Duration.ofSeconds(30));
    assertThat(sessions.due()).isEmpty();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w17_aFileWhoseEndIsSetIsZerosIfNothingComes() {
    create();
    sessions.truncate(FILE, 10);
    publishWhenDueAfter(Duration.ofSeconds(36));

    assertThat(bucket.object(KEY)).isEqualTo(new byte[10]);
  }

  /// These bytes up to `kept`, and zeros up to `size`.
  private static byte[] zeroedFrom(byte[] bytes, int kept, int size) {
    return Arrays.copyOf(Arrays.copyOf(bytes, kept), size);
  }

  @Test
  void w17_aSmallFileThatIsCutOffAndExtendedEndsInZeros() {
    byte[] small = random(6 * MIB);
    create();
    write(small, 0, small.length, Durability.FILE);
    sessions.truncate(FILE, MIB);
    sessions.truncate(FILE, 6 * MIB);
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(zeroedFrom(small, MIB, 6 * MIB));
  }

  @Test
  void w17_aLargeFileThatIsCutOffAndExtendedEndsInZeros() {
    writeAndCommit();
    sessions.truncate(FILE, 17 * MIB);
    sessions.truncate(FILE, 24 * MIB);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(zeroedFrom(bytes, 17 * MIB, 24 * MIB));
  }

  @Test
  void w17_aLargeFileThatIsCutOffInItsFirstPartIsASmallOne() {
    writeAndCommit();
    sessions.truncate(FILE, 3 * MIB);
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 3 * MIB));
    await(() -> bucket.openUploads() == 0);
  }

  /// S3 has an object of which the client was not told, and from which the file was cut off then.
  private void assertThatItEndsHereAfterAKill(int size) {
    byte[] small = random(4 * MIB);
    create();
    write(small, 0, small.length, Durability.UNSTABLE);
    loseAnswer.add("putObject");
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    sessions.truncate(FILE, size);
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(small, size));
  }

  @Test
  void w17_c1_aFileThatIsCutOffBehindAPutWhoseAnswerWasLostIsSoAfterAKill() {
    assertThatItEndsHereAfterAKill(MIB);
  }

  @Test
  void w17_c1_aFileThatIsEmptiedBehindAPutWhoseAnswerWasLostIsSoAfterAKill() {
    assertThatItEndsHereAfterAKill(0);
  }

  @Test
  void w17_c1_aFileThatIsCutOffBehindAPutWhoseAnswerWasLostIsSoIfTheNextPutDoesNotArrive() {
    byte[] small = random(4 * MIB);
    create();
    write(small, 0, small.length, Durability.UNSTABLE);
    loseAnswer.add("putObject");
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    sessions.truncate(FILE, MIB);
    beforeNext.put(
        "putObject",
        () -> {
          throw new VfsException(VfsError.BUSY, "the network is away");
        });
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(small, MIB));
  }

  @Test
  void w17_c1_aFileThatIsCutOffAndExtendedEndsInZerosAfterAKill() {
    byte[] small = random(6 * MIB);
    create();
    write(small, 0, small.length, Durability.FILE);
    sessions.truncate(FILE, MIB);
    sessions.truncate(FILE, 6 * MIB);
    killAndStart();
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).isEqualTo(zeroedFrom(small, MIB, 6 * MIB));
  }

  /// A former process had published what came behind an end that was set, and another one is
  /// killed.
  @Test
  void w17_c1_bytesThatCameBehindAnEndStayOverTwoKills() {
    byte[] small = random(4 * MIB);
    ByteBuffer body = ByteBuffer.wrap(small);
    bucket.putObject(
        KEY,
        new UploadBody(List.of(body), small.length, Crc32c.of(body.duplicate())),
        new Precondition.Absent());
    SessionLog left = SessionLog.inMemory();
    Stage sent =
        new Stage.Publishing(
            null, small.length, Crc32c.of(body.duplicate()).value(), null, null, List.of());
    left.put(
        FILE,
        new SessionRecord(
            KEY.text(),
            null,
            Instant.EPOCH,
            true,
            null,
            new SessionRecord.EndSet(6L * MIB, MIB),
            List.of(),
            sent,
            SessionRecord.Attributes.unset(Instant.EPOCH)));
    useLog(left);
    await(() -> Objects.requireNonNull(left.find(FILE)).stage() instanceof Stage.Open);
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(small, 6 * MIB));
  }

  @Test
  void w17_aLargeFileThatIsCutOffAtItsStartBeginsAnew() {
    writeAndCommit();
    sessions.truncate(FILE, 0);
    write(0, random(10), Durability.FILE);

    assertThat(bucket.object(KEY)).isEqualTo(random(10));
    await(() -> bucket.openUploads() == 0);
  }
}
