package io.sluice.vfs.write;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The lock of one session, and the one thing that can be waited for: that anything changes.
/// Whoever changes something calls [#changed]; whoever waits looks again.
final class SessionLock {
  /// The ticker is looked at so often while somebody waits for a time, since a test moves it by
  /// hand.
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final LongSupplier ticker;

  SessionLock(LongSupplier ticker) {
    this.ticker = ticker;
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  boolean isHeld() {
    return lock.isHeldByCurrentThread();
  }

  long now() {
    return ticker.getAsLong();
  }

  void changed() {
    change.signalAll();
  }

  /// Gives the lock away until something changes.
  void await() {
    await(now() + LOOK);
  }

  /// Gives the lock away until something changes, or for a while at most until this time.
  @SuppressWarnings("WaitNotInLoop") // whoever calls this looks again, in a loop of its own
  void await(long until) {
    try {
      change.awaitNanos(Math.min(until - now(), LOOK));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VfsException(VfsError.BUSY, "interrupted");
    }
  }
}
