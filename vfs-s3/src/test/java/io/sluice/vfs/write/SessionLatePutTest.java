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
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Files whose server was killed while it sent them, when S3 takes that in after the next server
/// has looked what is there.
class SessionLatePutTest extends FileInWriting {
  private static final byte[] MORE = random(100);
  private static final byte[] BOTH = Arrays.copyOf(random(150), 150);

  /// A file of 100 bytes is appended to, and the PUT of [#BOTH] under way.
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
  }

  private void startAndLook() {
    killAndStart();
    await(() -> look().isPublished()); // as it was before
  }

  private ETag takeInLate(byte[] bytes) {
    return bucket.put(KEY, bytes);
  }

  @Test
  void c1_whatS3TookInWhenTheNextProcessHadLookedIsGoneOnFrom() {
    killDuringThePut();
    startAndLook();
    takeInLate(BOTH);

    whileTimeGoesOn(() -> write(150, MORE, Durability.FILE));

    assertThat(bucket.object(KEY)).hasSize(250).startsWith(BOTH).endsWith(MORE);
  }

  @Test
  void w10_anotherClientsObjectThatCameInsteadStays() {
    killDuringThePut();
    startAndLook();
    byte[] other = random(151);
    takeInLate(other);

    assertThatThrownBy(() -> whileTimeGoesOn(() -> write(150, MORE, Durability.FILE)))
        .hasMessageContaining("dir/file was replaced or removed while it was continued");
    assertThat(bucket.object(KEY)).isEqualTo(other);
  }

  private boolean isResumedLater(ETag eTag, int size) {
    pass(Duration.ofSeconds(31));
    sessions.sweep();
    assertThat(sessions.look(FILE)).isNull();
    return isResumed(eTag, size);
  }

  @Test
  void w8_whatS3TookInLateIsOursWhenItsSessionIsForgotten() {
    killDuringThePut();
    startAndLook();

    assertThat(isResumedLater(takeInLate(BOTH), 150)).isTrue();
    write(150, MORE, Durability.FILE);
    assertThat(bucket.object(KEY)).hasSize(250).startsWith(BOTH).endsWith(MORE);
  }

  @Test
  void w8_anotherClientsObjectIsNotOursWhenTheSessionIsForgotten() {
    killDuringThePut();
    startAndLook();

    assertThat(isResumedLater(takeInLate(random(151)), 151)).isFalse();
  }

  private boolean hasBytes(int count) {
    return bucket.headStored(KEY).orElseThrow().size() == count;
  }

  private boolean isResumed(ETag eTag, int size) {
    return sessions.resume(FILE, KEY, eTag, size, SessionRecord.Attributes.unset(Instant.EPOCH));
  }

  @Test
  void c1_w17_anEndThatWasSetBeforeIsThatOfWhatCameLate() {
    killDuringThePut();
    sessions.truncate(FILE, 100);
    startAndLook();
    takeInLate(BOTH);

    whileTimeGoesOn(() -> write(100, MORE, Durability.FILE));

    assertThat(bucket.object(KEY)).hasSize(200).endsWith(MORE);
  }

  @Test
  void c1_w17_anEndInTheMiddleOfWhatCameLateIsSetAgain() {
    killDuringThePut();
    sessions.truncate(FILE, 120);
    afterNext.put("headStored", () -> takeInLate(BOTH));
    killAndStart();
    await(() -> hasBytes(150));
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(look().size()).isEqualTo(120);
    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(BOTH, 120));
  }

  @Test
  void c1_whatCameLateIsRememberedWhenAttributesAreSet() {
    killDuringThePut();
    startAndLook();
    ETag late = takeInLate(BOTH);
    write(150, MORE, Durability.UNSTABLE);
    sessions.setAttributes(FILE, old -> old.writtenAt(Instant.EPOCH));
    killAndStart();

    await(() -> sessions.look(FILE) == null || look().isPublished());
    assertThat(sessions.look(FILE) != null || isResumed(late, 150)).isTrue();
    whileTimeGoesOn(() -> write(150, MORE, Durability.FILE));
    assertThat(bucket.object(KEY)).hasSize(250).startsWith(BOTH).endsWith(MORE);
  }

  @Test
  void c1_w17_whatCameLateBeforeAnEndIsRememberedWhenAttributesAreSet() {
    killDuringThePut();
    sessions.truncate(FILE, 200);
    afterNext.put("headStored", () -> takeInLate(BOTH));
    killAndStart();
    await(() -> hasBytes(150) && look().size() == 200);
    sessions.setAttributes(FILE, old -> old.writtenAt(Instant.EPOCH));
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(70));

    assertThat(bucket.object(KEY)).hasSize(200).startsWith(BOTH);
  }

  /// The first attempt is done and its answer lost; the second one finds it and is sent again.
  private void killDuringTheSecondPut() {
    create();
    write(0, Arrays.copyOf(BOTH, 100), Durability.FILE);
    loseAnswer.add("putObject");
    byte[] first = Arrays.copyOfRange(BOTH, 100, 120);
    assertThatThrownBy(() -> whileTimeGoesOn(() -> write(100, first, Durability.FILE)))
        .isInstanceOf(VfsException.class);
    AtomicInteger puts = new AtomicInteger();
    beforeEvery.put(
        "putObject",
        () -> {
          if (puts.incrementAndGet() == 2) {
            throw new VfsException(VfsError.BUSY, "cut off");
          }
        });
    byte[] second = Arrays.copyOfRange(BOTH, 120, 150);
    assertThatThrownBy(() -> whileTimeGoesOn(() -> write(120, second, Durability.FILE)))
        .isInstanceOf(VfsException.class);
    assertThat(puts).hasValue(2);
    beforeEvery.clear();
  }

  @Test
  void c1_anAttemptThatWasFoundIsRememberedWhenAttributesAreSet() {
    killDuringTheSecondPut();
    sessions.setAttributes(FILE, old -> old.writtenAt(Instant.EPOCH));
    startAndLook();

    whileTimeGoesOn(() -> write(100, Arrays.copyOfRange(BOTH, 100, 150), Durability.FILE));
    assertThat(bucket.object(KEY)).isEqualTo(BOTH);
  }

  @Test
  void c1_aLaterAttemptMayComeLateWhenAnEarlierOneWasFound() {
    killDuringTheSecondPut();
    startAndLook();
    takeInLate(BOTH);

    whileTimeGoesOn(() -> write(150, MORE, Durability.FILE));
    assertThat(bucket.object(KEY)).hasSize(250).startsWith(BOTH).endsWith(MORE);
  }

  @Test
  void c1_whatCameLateIsReplacedByAFileThatBeginsAnew() {
    killDuringThePut();
    startAndLook();
    create(null, bucket.headStored(KEY).orElseThrow().eTag());
    takeInLate(BOTH);

    whileTimeGoesOn(() -> write(0, MORE, Durability.FILE));
    assertThat(bucket.object(KEY)).isEqualTo(MORE);
  }

  @Test
  void c1_w17_whatCameLateIsCutOffInAFileThatBeganAnewBeforeAnotherKill() {
    killDuringThePut();
    startAndLook();
    create(null, bucket.headStored(KEY).orElseThrow().eTag());
    write(0, MORE, Durability.UNSTABLE);
    takeInLate(BOTH);
    killAndStart();

    whileTimeGoesOn(() -> write(0, MORE, Durability.FILE));
    assertThat(bucket.object(KEY)).isEqualTo(MORE);
  }

  @Test
  void c1_whatCameLateIsGoneOnFromWhereTheSessionWasForgottenBefore() {
    killDuringThePut();
    startAndLook();
    assertThat(isResumedLater(bucket.headStored(KEY).orElseThrow().eTag(), 100)).isTrue();
    takeInLate(BOTH);

    whileTimeGoesOn(() -> write(150, MORE, Durability.FILE));
    assertThat(bucket.object(KEY)).hasSize(250).startsWith(BOTH).endsWith(MORE);
  }
}
