package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.RetryClock;
import java.time.Duration;

/// The end of a call's patience.
///
/// @param at on `clock`
record Deadline(RetryClock clock, long at) {
  static Deadline in(RetryClock clock, Duration patience) {
    return new Deadline(clock, clock.nanoTime() + patience.toNanos());
  }

  /// What is left, zero or less once it has passed.
  Duration left() {
    return Duration.ofNanos(at - clock.nanoTime());
  }

  boolean hasPassed() {
    return at - clock.nanoTime() <= 0;
  }
}
