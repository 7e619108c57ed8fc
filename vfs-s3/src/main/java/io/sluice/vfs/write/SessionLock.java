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
  /// How often the ticker is looked at while somebody waits for a time, since a test may move it by
  /// hand.
  static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final LongSupplier ticker;
  private final long look;

  /// @param look nanoseconds between looks at the ticker
  SessionLock(LongSupplier ticker, long look) {
    this.ticker = ticker;
    this.look = look;
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  long now() {
    return ticker.getAsLong();
  }

  void changed() {
    change.signalAll();
  }

  /// Gives the lock away until something changes.
  void await() {
    await(now() + look);
  }

  /// Gives the lock away until something changes, or for a while at most until this time.
  @SuppressWarnings("WaitNotInLoop") // whoever calls this looks again, in a loop of its own
  void await(long until) {
    try {
      change.awaitNanos(Math.min(until - now(), look));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VfsException(VfsError.BUSY, "interrupted");
    }
  }
}
