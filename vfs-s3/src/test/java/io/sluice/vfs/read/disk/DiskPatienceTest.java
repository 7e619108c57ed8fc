package io.sluice.vfs.read.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How long blocks wait for a disk that stands still.
class DiskPatienceTest {
  /// Room for one block, for which everybody waits in vain once it is taken.
  private static final class FullQueue extends ArrayBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;

    private int waits;

    FullQueue() {
      super(1);
    }

    @Override
    public boolean offer(Runnable block, long timeout, TimeUnit unit) {
      waits++;
      return offer(block);
    }
  }

  private final FullQueue queue = new FullQueue();
  private final ThreadPoolExecutor disk =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue, Thread.ofVirtual().factory());
  private final DiskPatience patience = new DiskPatience();

  private static void write() {}

  @AfterEach
  void close() {
    disk.shutdownNow();
  }

  private void isDropped() {
    assertThatThrownBy(() -> patience.rejectedExecution(DiskPatienceTest::write, disk))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void r5_aBlockWaitsForTheDisk() {
    patience.rejectedExecution(DiskPatienceTest::write, disk);

    assertThat(queue.waits).isEqualTo(1);
    assertThat(queue).hasSize(1);
  }

  @Test
  void whereOneWaitedInVainNobodyWaitsUntilTheDiskHasTakenSomething() {
    patience.rejectedExecution(DiskPatienceTest::write, disk);
    isDropped();
    isDropped();
    isDropped();
    assertThat(queue.waits).isEqualTo(2);

    patience.moved();
    isDropped();
    assertThat(queue.waits).isEqualTo(3);
  }

  @Test
  void aBlockThatHasRoomIsTakenEvenIfNobodyWaits() {
    patience.rejectedExecution(DiskPatienceTest::write, disk);
    isDropped();
    queue.clear();
    patience.rejectedExecution(DiskPatienceTest::write, disk);

    assertThat(queue).hasSize(1);
    assertThat(queue.waits).isEqualTo(2);
  }

  @Test
  void aClosedCacheIsNotWaitedFor() {
    disk.shutdown();
    isDropped();

    assertThat(queue.waits).isZero();
  }
}
