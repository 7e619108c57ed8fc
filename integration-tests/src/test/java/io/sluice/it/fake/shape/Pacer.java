package io.sluice.it.fake.shape;

/// Says when bytes have passed through a pipe of fixed bandwidth. Pure but for its own state; time
/// is given with each call. Safe for any number of threads.
public final class Pacer {
  /// A pipe that was idle for longer than this owes its users nothing; a shorter gap is the
  /// lateness of a timer and is made up for, or the average would sag.
  private static final long FORGIVEN_NANOS = 5_000_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final long bytesPerSecond;

  /// When the pipe is free again. Guarded by this.
  private long freeAt;

  /// @param bytesPerSecond 0 is unlimited
  public Pacer(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
    this.freeAt = Long.MIN_VALUE / 2;
  }

  /// Whether bytes take any time.
  public boolean isLimited() {
    return bytesPerSecond > 0;
  }

  /// Sends `bytes` through the pipe behind all that were sent before.
  ///
  /// @param now in nanoseconds
  /// @return when they have passed, in nanoseconds; `now` if the pipe is unlimited
  public synchronized long pass(int bytes, long now) {
    if (!isLimited()) {
      return now;
    }
    long start = now - freeAt > FORGIVEN_NANOS ? now : freeAt;
    freeAt = start + bytes * NANOS_PER_SECOND / bytesPerSecond;
    return freeAt;
  }
}
