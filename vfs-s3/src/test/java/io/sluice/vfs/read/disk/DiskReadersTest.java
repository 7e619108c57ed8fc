package io.sluice.vfs.read.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of those who read from a disk that stands still.
@Timeout(60)
final class DiskReadersTest {
  @AutoClose
  private final DiskReaders readers =
      new DiskReaders(Thread.ofPlatform().daemon().factory(), Duration.ofMillis(20));

  private final CountDownLatch moves = new CountDownLatch(1);
  private final AtomicInteger read = new AtomicInteger();

  private boolean reading() {
    try {
      moves.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    read.incrementAndGet();
    return true;
  }

  /// So many calls wait for the disk as it does at once.
  private List<CompletableFuture<Boolean>> holdUp() {
    List<CompletableFuture<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < DiskReaders.THREADS; i++) {
      calls.add(
          CompletableFuture.supplyAsync(
              () -> readers.read(this::reading), Thread::startVirtualThread));
    }
    while (!readers.areStuck()) {
      Thread.onSpinWait();
    }
    return calls;
  }

  @Test
  void r5_whoeverWaitsForHisTurnDoesWithout() {
    List<CompletableFuture<Boolean>> calls = holdUp();
    for (int i = 0; i < 3; i++) {
      assertThat(readers.read(this::reading)).isFalse();
    }
    assertThat(calls).noneMatch(CompletableFuture::isDone); // the disk has their buffers
    moves.countDown();

    assertThat(calls).allMatch(CompletableFuture::join);
    assertThat(read).hasValue(DiskReaders.THREADS);
    assertThat(readers.areStuck()).isFalse();
    assertThat(readers.read(this::reading)).isTrue();
  }

  @Test
  void whatIsToBeDoneIsDoneWhenTheDiskMoves() {
    List<CompletableFuture<Boolean>> calls = holdUp();
    AtomicInteger done = new AtomicInteger();
    assertThat(readers.does(done::incrementAndGet)).isTrue();
    assertThat(done).hasValue(0);
    moves.countDown();

    assertThat(calls).allMatch(CompletableFuture::join);
    readers.close();
    assertThat(done).hasValue(1);
    assertThat(readers.read(this::reading)).isFalse();
    assertThat(readers.does(done::incrementAndGet)).isFalse();
  }

  @Test
  void aFaultIsAMiss() {
    assertThat(
            readers.read(() -> {
              throw new IllegalStateException("a fault on purpose");
            }))
        .isFalse();
  }
}
