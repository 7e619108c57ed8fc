package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.write.log.SessionRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files of a killed server whose next one is killed, too, before it knows how far they are, or
/// whose last request S3 does when the next one has looked already.
class SessionSecondKillTest extends FileInWriting {
  private static final byte[] SAFE = random(100);
  private static final byte[] BOTH = Arrays.copyOf(random(150), 150);

  /// The next process may not look yet how far the file is, which begins with [#SAFE].
  private void killWhileAnUploadBegins() {
    resumeLater(SAFE);
    beforeNext.put(
        "uploadPart",
        () -> {
          isKilledNow();
          throw new VfsException(VfsError.BUSY, "cut off");
        });
    byte[] more = random(9 * MIB);
    assertThatThrownBy(() -> whileTimeGoesOn(() -> write(SAFE.length, more, Durability.FILE)))
        .isInstanceOf(VfsException.class);
    beforeEvery.put(
        "listParts",
        () -> {
          throw new VfsException(VfsError.BUSY, "refused in this test");
        });
    killAndStart();
  }

  private void requireSafeBytesAfterAnotherKill() {
    beforeEvery.clear();
    killAndStart();
    publishWhenDueOrNever();
    assertThat(bucket.object(KEY)).startsWith(SAFE);
    assertThat(look().size()).isGreaterThanOrEqualTo(SAFE.length);
  }

  private void publishWhenDueOrNever() {
    await(() -> bucket.count("HeadObject") > 0);
    write(SAFE.length, random(10), Durability.UNSTABLE);
    pass(Duration.ofSeconds(70));
    whileTimeGoesOn(() -> sessions.publishIfDue(FILE));
  }

  @Test
  void c1_aWriteThatCameBeforeAnythingWasKnownLosesNothingAtTheNextKill() {
    killWhileAnUploadBegins();
    assertThatThrownBy(
            () -> whileTimeGoesOn(() -> write(SAFE.length, random(10), Durability.UNSTABLE)))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    requireSafeBytesAfterAnotherKill();
  }

  @Test
  void c1_aSetattrThatCameBeforeAnythingWasKnownLosesNothingAtTheNextKill() {
    killWhileAnUploadBegins();
    sessions.setAttributes(FILE, old -> old.writtenAt(Instant.EPOCH));
    requireSafeBytesAfterAnotherKill();
  }

  /// A file of [#SAFE] is appended to, and the PUT of [#BOTH] under way.
  private void killDuringThePut() {
    create();
    write(0, Arrays.copyOf(BOTH, 100), Durability.FILE);
    beforeNext.put(
        "putObject",
        () -> {
          isKilledNow();
          throw new VfsException(VfsError.BUSY, "cut off");
        });
    byte[] more = Arrays.copyOfRange(BOTH, 100, 150);
    assertThatThrownBy(() -> whileTimeGoesOn(() -> write(100, more, Durability.FILE)))
        .isInstanceOf(VfsException.class);
    killAndStart();
    await(() -> look().isPublished()); // as it was before
  }

  private ETag takeInLate(byte[] bytes) {
    ETag before = bucket.headStored(KEY).orElseThrow().eTag();
    ByteBuffer data = ByteBuffer.wrap(bytes);
    UploadBody body = new UploadBody(List.of(data), bytes.length, Crc32c.of(data.duplicate()));
    bucket.putObject(KEY, body, new Precondition.Unchanged(before));
    return bucket.headStored(KEY).orElseThrow().eTag();
  }

  @Test
  void c1_whatS3TookInWhenTheNextProcessHadLookedIsGoneOnFrom() {
    killDuringThePut();
    takeInLate(BOTH);

    whileTimeGoesOn(() -> write(150, SAFE, Durability.FILE));

    assertThat(bucket.object(KEY)).hasSize(250).startsWith(BOTH).endsWith(SAFE);
  }

  @Test
  void w10_anotherClientsObjectThatCameInsteadStays() {
    killDuringThePut();
    byte[] other = random(151);
    takeInLate(other);

    assertThatThrownBy(() -> whileTimeGoesOn(() -> write(150, SAFE, Durability.FILE)))
        .hasMessageContaining("dir/file was replaced or removed while it was continued");
    assertThat(bucket.object(KEY)).isEqualTo(other);
  }

  private boolean isResumedLater(ETag eTag, int size) {
    pass(Duration.ofSeconds(31));
    sessions.sweep();
    assertThat(sessions.look(FILE)).isNull();
    return sessions.resume(FILE, KEY, eTag, size, SessionRecord.Attributes.unset(Instant.EPOCH));
  }

  @Test
  void w8_whatS3TookInLateIsOursWhenItsSessionIsForgotten() {
    killDuringThePut();

    assertThat(isResumedLater(takeInLate(BOTH), 150)).isTrue();
    write(150, SAFE, Durability.FILE);
    assertThat(bucket.object(KEY)).hasSize(250).startsWith(BOTH).endsWith(SAFE);
  }

  @Test
  void w8_anotherClientsObjectIsNotOursWhenTheSessionIsForgotten() {
    killDuringThePut();

    assertThat(isResumedLater(takeInLate(random(151)), 151)).isFalse();
  }
}
