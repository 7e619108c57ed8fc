package io.sluice.it.fake.shape;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Holds requests until a test releases them, and tells the test how many arrived.
public final class Gate {
  private final CountDownLatch released = new CountDownLatch(1);
  private final Semaphore arrivals = new Semaphore(0);

  /// Lets everything through, now and later.
  public void release() {
    released.countDown();
  }

  /// Waits until `count` more requests stand at the gate.
  ///
  /// @throws IllegalStateException if they do not come within 10 s
  public void awaitArrivals(int count) throws InterruptedException {
    if (!arrivals.tryAcquire(count, 10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no " + count + " requests came to the gate within 10 s");
    }
  }

  /// Stands at the gate; false if the server was closed meanwhile.
  public boolean pass() {
    arrivals.release();
    try {
      released.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
