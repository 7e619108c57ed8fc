package io.sluice.it.s3;

import io.sluice.vfs.s3.RetryClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time passes only where somebody sleeps, and then at once.
final class JumpingClock implements RetryClock {
  private final AtomicLong now = new AtomicLong();

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public void sleep(Duration pause) {
    now.addAndGet(pause.toNanos());
  }

  @Override
  public double jitter() {
    return 1;
  }
}
