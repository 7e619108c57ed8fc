package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.Durability;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Files of more than one part that are published inside COMMIT (`--close=commit`).
class SessionClosedByCommitTest extends FileInWriting {
  @Override
  SessionSettings.CloseBy closeBy() {
    return SessionSettings.CloseBy.COMMIT;
  }

  @Test
  void w2_eachCommitPublishesAlsoWhenTheOneBeforeWasNotTheLast() {
    byte[] bytes = random(36 * MIB);
    create();
    for (int end = 12 * MIB; end <= bytes.length; end += 12 * MIB) {
      write(bytes, end - 12 * MIB, end, Durability.UNSTABLE);
      commit();

      assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, end));
    }
  }

  /// Linux sends the last bytes of a file in one synced WRITE if they fit into it, and no COMMIT.
  @Test
  void w2_aLookPublishesWhatWasSyncedAlsoAfterACommitThatWasNotTheLast() {
    byte[] bytes = random(21 * MIB);
    perLook.set(Duration.ofMillis(1).toNanos());
    create();
    write(bytes, 0, 12 * MIB, Durability.UNSTABLE);
    sessions.commit(FILE);
    write(bytes, 12 * MIB, 20 * MIB, Durability.UNSTABLE);
    sessions.commit(FILE);
    write(bytes, 20 * MIB, 21 * MIB, Durability.FILE);
    sessions.looked(FILE);

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w4_bytesInTheMiddleThatCameLongAfterTheOthersAndACommitAreTaken() {
    byte[] bytes = random(20 * MIB);
    create();
    write(bytes, 0, 12 * MIB, Durability.UNSTABLE);
    write(bytes, 16 * MIB, bytes.length, Durability.UNSTABLE);
    perLook.set(Duration.ofMillis(2).toNanos());
    long late = nanos.get() + Duration.ofSeconds(1).toNanos();
    CompletableFuture<Void> commit =
        CompletableFuture.runAsync(() -> sessions.commit(FILE), Thread.ofVirtual()::start);
    await(() -> nanos.get() >= late || commit.isDone());
    write(bytes, 12 * MIB, 16 * MIB, Durability.UNSTABLE);
    commit.join();
    sessions.commit(FILE);

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  /// @return what the file is if nothing more comes
  private byte[] writeAroundAHole() {
    byte[] bytes = random(20 * MIB);
    create();
    write(bytes, 0, MIB, Durability.UNSTABLE);
    write(bytes, 19 * MIB, bytes.length, Durability.UNSTABLE);
    Arrays.fill(bytes, MIB, 19 * MIB, (byte) 0);
    return bytes;
  }

  @Test
  void w4_commitsThatComeTogetherDoNotWaitForEachOtherWhereAHoleIs() {
    byte[] bytes = writeAroundAHole();
    perLook.set(Duration.ofMillis(2).toNanos());
    long begin = nanos.get();
    List<CompletableFuture<Void>> commits =
        Stream.generate(() ->
                CompletableFuture.runAsync(() -> sessions.commit(FILE), Thread.ofVirtual()::start))
            .limit(3)
            .toList();
    commits.forEach(CompletableFuture::join);

    assertThat(Duration.ofNanos(nanos.get() - begin)).isLessThan(Duration.ofSeconds(15));
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w4_aHoleBehindWhichNothingComesIsPublishedInsideTheCommit() {
    byte[] bytes = writeAroundAHole();
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }
}
