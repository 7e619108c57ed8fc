package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.write.log.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Files of a killed server whose next one is killed, too, before it knows how far they are, or
/// that had less in parts than the object before has.
class SessionSecondKillTest extends FileInWriting {
  private static final byte[] SAFE = random(100);

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

  /// A copy within S3 is durable before the page behind it, and the client sets an end.
  @Test
  void c1_w17_anEndThatIsSetWhileAnAppendedPageIsUnderWayLosesNothingOfTheObjectBefore() {
    byte[] safe = random(10 * MIB + 100);
    create();
    write(safe, 0, safe.length, Durability.UNSTABLE);
    commit();
    closed();
    isForgotten();
    ETag eTag = bucket.headStored(KEY).orElseThrow().eTag();
    SessionRecord.Attributes attributes = SessionRecord.Attributes.unset(Instant.EPOCH);
    assertThat(sessions.resume(FILE, KEY, eTag, safe.length, attributes)).isTrue();
    write(safe.length, random(6 * MIB), Durability.UNSTABLE);
    beforeEvery.put(
        "uploadPart",
        () -> {
          await(() -> bucket.count("UploadPartCopy") > 0);
          throw new VfsException(VfsError.BUSY, "S3 is slow");
        });
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    sessions.truncate(FILE, 30L * MIB);
    beforeEvery.clear();
    killAndStart();
    await(() -> look().size() == 30L * MIB);
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).hasSize(30 * MIB).startsWith(safe);
  }
}
