package io.sluice.it.fake.shape;

/// A timer whose waits take no time: they move its clock. Safe for any number of threads.
public final class RecordingTimer implements Timer {
  /// Guarded by this.
  private long now;

  @Override
  public synchronized long now() {
    return now;
  }

  @Override
  public synchronized void waitUntil(long deadline) {
    now = Math.max(now, deadline);
  }
}
