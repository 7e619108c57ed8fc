package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.write.log.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest extends FileInWriting {
  private void writeAll(byte[] bytes, int step, Random order) {
    List<Integer> offsets = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += step) {
      offsets.add(at);
    }
    for (int from = 0; from < offsets.size(); from += 12) {
      Collections.shuffle(offsets.subList(from, Math.min(offsets.size(), from + 12)), order);
    }
    for (int at : offsets) {
      write(
          at,
          Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step)),
          Durability.UNSTABLE);
    }
  }

  @Test
  void aFileOfOnePartIsOneRequest() {
    byte[] bytes = random(8 * MIB);
    create();
    writeAll(bytes, MIB, new Random(1));
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.requests()).containsExactly("PutObject");
  }

  @Test
  void aWriteThatMustBeSafePublishesASmallFile() {
    create();
    write(0, random(300_000), Durability.FILE);

    assertThat(bucket.object(KEY)).isEqualTo(random(300_000));
    assertThat(bucket.requests()).containsExactly("PutObject");
  }

  @Test
  void w6_commitsInTheMiddleOfALargeFilePublishNothing() {
    byte[] bytes = random(40 * MIB + 12_345);
    create();
    for (int at = 0; at < bytes.length; at += 13 * MIB) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 13 * MIB));
      for (int in = 0; in < piece.length; in += MIB) {
        write(
            at + in,
            Arrays.copyOfRange(piece, in, Math.min(piece.length, in + MIB)),
            Durability.UNSTABLE);
      }
      commit();
      assertThat(bucket.object(KEY)).isNull();
    }
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.openUploads()).isZero();
  }

  /// A client with several connections goes on behind what it commits, out of order all the time.
  @Test
  void w3_aCommitNeitherWaitsForNorSendsWhatComesBehindItsBytes() {
    byte[] bytes = random(40 * MIB);
    create();
    write(bytes, 0, 9 * MIB, Durability.UNSTABLE);
    write(bytes, 10 * MIB, 11 * MIB, Durability.UNSTABLE);
    Thread commit = Thread.ofVirtual().start(() -> sessions.commit(FILE));
    await(() -> commit.getState() == Thread.State.TIMED_WAITING);
    write(bytes, 16 * MIB, 18 * MIB, Durability.UNSTABLE);
    write(bytes, 20 * MIB, 24 * MIB, Durability.UNSTABLE);
    write(bytes, 9 * MIB, 10 * MIB, Durability.UNSTABLE);
    write(bytes, 11 * MIB, 16 * MIB, Durability.UNSTABLE);
    await(() -> !commit.isAlive());

    assertThat(bucket.requests())
        .containsExactly("CreateMultipartUpload", "UploadPart", "UploadPart");

    write(bytes, 18 * MIB, 20 * MIB, Durability.UNSTABLE);
    write(bytes, 24 * MIB, 40 * MIB, Durability.UNSTABLE);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(Collections.frequency(bucket.requests(), "UploadPart")).isEqualTo(5);
  }

  @Test
  void w4_writesInAnyOrderMakeTheFileThatWasWritten() {
    byte[] bytes = random(33 * MIB + 7);
    create();
    writeAll(bytes, 700_001, new Random(5));
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w4_writesOfSeveralThreadsMakeTheFileThatWasWritten() throws InterruptedException {
    byte[] bytes = random(32 * MIB);
    for (int round = 0; round < 5; round++) {
      sessions.drop(FILE);
      ObjectKey key = new ObjectKey("file" + round);
      sessions.create(FILE, key, null, null, SessionRecord.Attributes.unset(Instant.EPOCH));
      AtomicLong next = new AtomicLong();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (long at = next.getAndIncrement(); at < 32; at = next.getAndIncrement()) {
                    int from = (int) at * MIB;
                    write(from, Arrays.copyOfRange(bytes, from, from + MIB), Durability.UNSTABLE);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      commit();
      closed();

      assertThat(bucket.object(key)).isEqualTo(bytes);
    }
  }

  @Test
  void w16_aSilentFileIsPublished() {
    create();
    write(0, random(10), Durability.UNSTABLE);
    assertThat(sessions.due()).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());

    assertThat(sessions.due()).containsExactly(FILE);
    sessions.publishIfDue(FILE);
    assertThat(bucket.object(KEY)).isEqualTo(random(10));
  }

  @Test
  void w8_aPublishedLargeFileGoesOnByACopy() {
    byte[] bytes = random(20 * MIB + 100);
    create();
    writeAll(Arrays.copyOf(bytes, 20 * MIB), MIB, new Random(3));
    commit();
    closed();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos()); // later than a guess would be wrong
    write(20 * MIB, Arrays.copyOfRange(bytes, 20 * MIB, bytes.length), Durability.FILE);
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.count("UploadPartCopy")).isEqualTo(1);
  }

  @Test
  void w8_aSmallFileGoesOnFromMemoryAndFromS3() {
    create();
    write(0, random(100), Durability.FILE);
    write(100, random(50), Durability.FILE);
    assertThat(bucket.count("GetObject")).isZero();
    isForgotten();
    var eTag = bucket.headStored(KEY).orElseThrow().eTag();
    assertThat(sessions.resume(FILE, KEY, eTag, 150, SessionRecord.Attributes.unset(Instant.EPOCH)))
        .isTrue();
    write(150, random(9), Durability.FILE);

    assertThat(bucket.object(KEY)).hasSize(159).startsWith(random(100)).endsWith(random(9));
  }

  @Test
  void w5_otherBytesInAPartThatIsGoneAreRefusedAndTheUploadAborted() {
    byte[] bytes = random(40 * MIB);
    create();
    writeAll(bytes, MIB, new Random(3));
    commit();
    write(9 * MIB, Arrays.copyOfRange(bytes, 9 * MIB, 10 * MIB), Durability.UNSTABLE);

    assertThatThrownBy(() -> write(9 * MIB, new byte[MIB], Durability.UNSTABLE))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.INVALID));
    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    await(() -> bucket.openUploads() == 0);
  }

  @Test
  void w10_anObjectOfAnotherClientIsNotReplaced() {
    create();
    bucket.put(KEY, new byte[] {1});

    assertThatThrownBy(() -> write(0, random(10), Durability.FILE))
        .hasMessageContaining("--on-conflict");
    assertThat(bucket.object(KEY)).containsExactly(1);
  }

  @Test
  void aLostAnswerToOurOwnPublishingIsRecognised() {
    create();
    bucket.loseAnswerOfNext("PutObject");
    write(0, random(10), Durability.FILE);

    assertThat(bucket.object(KEY)).isEqualTo(random(10));
  }

  @Test
  void c1_whatWasCommittedSurvivesTheProcess() {
    byte[] bytes = random(30 * MIB);
    create();
    writeAll(Arrays.copyOf(bytes, 21 * MIB + 5), MIB, new Random(3));
    commit();
    killAndStart();
    write(21 * MIB, Arrays.copyOfRange(bytes, 21 * MIB, 22 * MIB), Durability.UNSTABLE);
    for (int at = 22; at < 30; at++) {
      write(
          (long) at * MIB,
          Arrays.copyOfRange(bytes, at * MIB, (at + 1) * MIB),
          Durability.UNSTABLE);
    }
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.count("CreateMultipartUpload")).isEqualTo(1);
  }

  @Test
  void w17_aFileIsCutOffAndExtended() {
    create();
    write(0, random(100), Durability.UNSTABLE);
    sessions.truncate(FILE, 50);
    sessions.truncate(FILE, 80);
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(Arrays.copyOf(random(100), 50), 80));
  }

  @Test
  void w2_s3ThatCannotBeReachedLetsTheClientAskAgain() {
    create();
    write(0, random(10), Durability.UNSTABLE);
    bucket.failNext("PutObject", VfsError.BUSY);

    assertThatThrownBy(this::commit).isInstanceOf(VfsException.class);
    commit();
    assertThat(bucket.object(KEY)).isEqualTo(random(10));
  }
}
