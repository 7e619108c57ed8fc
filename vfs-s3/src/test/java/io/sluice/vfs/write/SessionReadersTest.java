package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Readers of a file whose writer goes on.
class SessionReadersTest extends FileInWriting {
  @Test
  void r3_aReaderOfAFileWhoseWriterNeverPausesIsAskedToComeAgain() {
    byte[] bytes = random(40 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    write(bytes, 39 * MIB, 40 * MIB, Durability.UNSTABLE); // time passed in the commit
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> sessions.publishForReader(FILE), Thread.ofVirtual()::start);
    while (!reader.isDone()) {
      pass(Duration.ofMillis(300));
      write(bytes, 39 * MIB, 40 * MIB, Durability.UNSTABLE);
    }

    assertThatThrownBy(reader::join)
        .cause()
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    assertThat(bucket.object(KEY)).isNull();
  }

  private Instant changedAt() {
    return look().attributes().ctime();
  }

  private void read() {
    assertThat(sessions.read(FILE, 0, ByteBuffer.allocate(10))).isTrue();
  }

  /// Its client would drop what it wrote.
  @Test
  void a2_theTimeOfTheLastChangeStandsStillWhileNobodyReads() {
    create();
    Instant before = changedAt();
    write(0, random(1000), Durability.FILE);
    write(0, random(999), Durability.FILE);

    assertThat(changedAt()).isEqualTo(before);
  }

  /// A client that keeps what it read looks at nothing else, where the length is the same.
  @Test
  void a2_itMovesWhenOtherBytesTakeThePlaceOfThoseThatWereRead() {
    create();
    write(0, random(1000), Durability.FILE);
    Instant before = changedAt();
    read();
    write(0, random(999), Durability.FILE);
    Instant after = changedAt();
    assertThat(after).isAfter(before);

    write(0, random(998), Durability.FILE);
    assertThat(changedAt()).isEqualTo(after); // nobody has read since
    read();
    write(1000, random(10), Durability.FILE);
    assertThat(changedAt()).isAfter(after);
  }

  @Test
  void a2_itMovesWhenAFileIsPublishedOfWhichAHoleWasRead() {
    create();
    write(500, random(500), Durability.UNSTABLE);
    Instant before = changedAt();
    read();
    write(0, random(500), Durability.UNSTABLE);
    commit();

    assertThat(bucket.object(KEY)).hasSize(1000);
    assertThat(changedAt()).isAfter(before);
  }

  @Test
  void a2_itStandsStillWhereWhatWasReadIsWhatIsPublished() {
    create();
    write(0, random(1000), Durability.UNSTABLE);
    Instant before = changedAt();
    read();
    commit();
    sessions.isRead(FILE);

    assertThat(changedAt()).isEqualTo(before);
  }

  @Test
  void a2_whoReadBeforeAnotherContentIsToldAlsoWhereThatIsReadMeanwhile() {
    ReadRevisions reads = new ReadRevisions();
    reads.read(3);
    reads.read(5); // while that of 3 is being put
    assertThat(reads.areOutdatedBy(3)).isFalse();
    assertThat(reads.areOutdatedBy(5)).isTrue();
    assertThat(reads.areOutdatedBy(5)).isFalse();
    assertThat(reads.areOutdatedBy(6)).isTrue();
  }
}
