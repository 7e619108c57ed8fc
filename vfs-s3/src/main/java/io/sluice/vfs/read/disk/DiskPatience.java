package io.sluice.vfs.read.disk;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Lets whoever offers a block wait for a disk that does not keep up with S3: what was read once
/// should be there the next time, so reading becomes as fast as the disk. It never stands still
/// with one: where somebody waited in vain, nobody waits until the disk has taken something.
final class DiskPatience implements RejectedExecutionHandler {
  /// Disks under load stand still for a second or two while their caches are emptied.
  static final Duration LONGEST = Duration.ofSeconds(5);

  /// Whether somebody waited in vain since the disk took something. Set by those who wait, cleared
  /// by those who write; a moment of either's old value costs one wait, or one block.
  private volatile boolean isVain;

  /// The disk took something, or refused it.
  void moved() {
    isVain = false;
  }

  @Override
  public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
    if (pool.isShutdown() || !isTaken(task, pool)) {
      throw new RejectedExecutionException();
    }
  }

  private boolean isTaken(Runnable task, ThreadPoolExecutor pool) {
    if (isVain) {
      return pool.getQueue().offer(task);
    }
    try {
      isVain = !pool.getQueue().offer(task, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !isVain;
  }
}
