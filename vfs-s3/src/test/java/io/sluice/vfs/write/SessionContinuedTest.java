package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Files that were published and are continued: what they had is never lost.
class SessionContinuedTest extends FileInWriting {
  private static final byte[] BEFORE = random(100);
  private static final byte[] MORE = random(50);

  private static byte[] both() {
    byte[] both = Arrays.copyOf(BEFORE, BEFORE.length + MORE.length);
    System.arraycopy(MORE, 0, both, BEFORE.length, MORE.length);
    return both;
  }

  private void sendAgain() {
    whileTimeGoesOn(() -> write(BEFORE.length, MORE, Durability.FILE));
  }

  @Test
  void w8_c1_aSmallFileIsAppendedToOverAKill() {
    resumeLater(BEFORE);
    write(BEFORE.length, MORE, Durability.UNSTABLE);
    killAndStart();
    sendAgain();

    assertThat(bucket.object(KEY)).isEqualTo(both());
  }

  @Test
  void w8_c1_ifTheClientDoesNotComeBackAfterAKillTheFileStaysAsItWas() {
    resumeLater(BEFORE);
    write(BEFORE.length, MORE, Durability.UNSTABLE);
    killAndStart();
    await(() -> look().isPublished()); // when it is taken up
    pass(Duration.ofSeconds(70));

    assertThat(sessions.due()).isEmpty();
    sessions.publishIfDue(FILE);
    assertThat(bucket.object(KEY)).isEqualTo(BEFORE);
  }

  /// It is asked for no checksum of what is copied, so the tag of the whole has to do.
  @Test
  void w8_aLostAnswerToACompletionIsKnownWhereTheServerHasNoChecksums() {
    byte[] bytes = random(21 * MIB);
    bucket.knowsMd5Only();
    create();
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    closed();
    pass(Duration.ofMinutes(1)); // later than a guess would be wrong
    write(bytes, 20 * MIB, 21 * MIB, Durability.UNSTABLE);
    bucket.loseAnswerOfNext("CompleteMultipartUpload");
    commit();
    closed();

    assertThat(look().isPublished()).isTrue();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w8_aLostAnswerToTheCompletionOfTheSameBytesIsKnown() {
    byte[] bytes = random(20 * MIB);
    bucket.knowsMd5Only();
    create();
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    closed();
    create(null, bucket.eTag(KEY));
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    bucket.loseAnswerOfNext("CompleteMultipartUpload");
    closed();

    assertThat(look().isPublished()).isTrue();
  }

  @Test
  void w8_c1_aPutThatFailsBeforeAKillHarmsNothing() {
    create();
    write(0, BEFORE, Durability.FILE);
    bucket.failNext("PutObject", VfsError.BUSY);
    assertThatThrownBy(() -> write(BEFORE.length, MORE, Durability.FILE))
        .isInstanceOf(VfsException.class);
    killAndStart();
    sendAgain();

    assertThat(bucket.object(KEY)).isEqualTo(both());
  }

  @Test
  void w8_c1_aLargeFileIsAppendedToOverAKill() {
    byte[] bytes = random(30 * MIB);
    create();
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    closed();
    write(bytes, 20 * MIB, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.openUploads() == 1);
    killAndStart();
    whileTimeGoesOn(() -> write(bytes, 20 * MIB, bytes.length, Durability.UNSTABLE));
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w17_c1_anExtensionSurvivesAKill() {
    resumeLater(BEFORE);
    sessions.truncate(FILE, 200);
    killAndStart();
    publishWhenDueAfter(Duration.ofSeconds(4));

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(BEFORE, 200));
  }

  @Test
  void a5_theSizeIsKnownWhileTheBytesAreRead() {
    resumeLater(BEFORE);
    AtomicLong seen = new AtomicLong();
    bucket.duringNext("GetObject", () -> seen.set(look().size()));
    write(BEFORE.length, MORE, Durability.UNSTABLE);

    assertThat(seen).hasValue(BEFORE.length);
  }

  @Test
  void c1_aLostAnswerToThePublishingOfWhatWasContinuedIsRecognised() {
    byte[] bytes = random(30 * MIB);
    create();
    write(bytes, 0, 20 * MIB, Durability.UNSTABLE);
    commit();
    closed();
    write(bytes, 20 * MIB, bytes.length, Durability.UNSTABLE);
    commit();
    bucket.loseAnswerOfNext("CompleteMultipartUpload");
    publishWhenDueAfter(Duration.ofSeconds(40));

    assertThat(look().isFailed()).isFalse();
    assertThat(look().isPublished()).isTrue();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }
}
