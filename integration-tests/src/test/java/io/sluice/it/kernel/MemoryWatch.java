package io.sluice.it.kernel;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// Looks ten times a second at the memory of a process that may be replaced by another meanwhile,
/// and keeps the most that it saw: Linux keeps the peak of the resident pages alone.
final class MemoryWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;

  private final LongSupplier pid;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger looks = new AtomicInteger();

  /// Set by the thread of the clock.
  private volatile MemoryInUse peak = MemoryInUse.NONE;

  private MemoryWatch(LongSupplier pid) {
    this.pid = pid;
  }

  /// Begins to look.
  ///
  /// @param pid of the process that runs now; asked each time
  static MemoryWatch begin(LongSupplier pid) {
    var watch = new MemoryWatch(pid);
    var _ = watch.clock.scheduleAtFixedRate(watch::look, 0, PERIOD_MILLIS, MILLISECONDS);
    return watch;
  }

  /// The most so far.
  MemoryInUse peak() {
    return peak;
  }

  /// How often it has seen a process.
  int looks() {
    return looks.get();
  }

  @Override
  public void close() {
    clock.close();
  }

  private void look() {
    MemoryInUse now = now();
    if (now.resident() > 0) {
      peak = peak.max(now);
      looks.incrementAndGet();
    }
  }

  private MemoryInUse now() {
    try {
      return MemoryInUse.of(pid.getAsLong());
    } catch (IOException e) {
      return MemoryInUse.NONE; // it was killed
    }
  }
}
