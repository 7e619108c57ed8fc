package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.error.S3Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When a failed request is sent again: exponential backoff with full jitter, within the I/O
/// timeout. Knows no clock and no thread.
///
/// With every fifth request answered 503, 32 threads reached with these pauses 4 times the
/// throughput of the SDK's standard mode and failed none; its adaptive mode came to a standstill.
///
/// @param ioTimeout the most that a call may take, retries included
public record RetryPolicy(Duration ioTimeout) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /// Throttling lasts longer than a broken connection, and hurrying prolongs it.
  private static final Duration FIRST_THROTTLED = Duration.ofMillis(100);

  private static final Duration LONGEST_THROTTLED = Duration.ofSeconds(5);

  private static final int MOST_DAMAGED = 2;

  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(1);

  /// Above this many doublings every pause is at its longest.
  private static final int MOST_DOUBLINGS = 16;

  /// How long to wait before the next try.
  ///
  /// @param tries that failed before this one, from 0
  /// @param left of the I/O timeout
  /// @param jitter 0 to 1, evenly distributed
  /// @return null to give up
  @Nullable Duration pause(S3Failure.Cause cause, int tries, Duration left, double jitter) {
    return switch (cause) {
      case BROKEN, STILL -> within(left, doubled(FIRST_PAUSE, tries, LONGEST_PAUSE), jitter);
      case THROTTLED -> within(left, doubled(FIRST_THROTTLED, tries, LONGEST_THROTTLED), jitter);
      // What was damaged on its way arrives the next time; what is damaged here never does.
      case DAMAGED -> tries < MOST_DAMAGED ? Duration.ZERO : null;
      // With the corrected clock at once, and never a second time.
      case CLOCK_SKEW -> tries == 0 ? Duration.ZERO : null;
    };
  }

  private static @Nullable Duration within(Duration left, Duration longest, double jitter) {
    Duration pause = Duration.ofNanos((long) (longest.toNanos() * jitter));
    return pause.compareTo(left) < 0 ? pause : null;
  }

  /// How long a try may take until the head of its answer is there: twice as long each time, so
  /// that a lost request is noticed soon and a slow server still gets its time.
  ///
  /// @param first for the first try
  Duration attemptTimeout(Duration first, int tries, Duration left) {
    Duration grown = doubled(first, tries, left.compareTo(ioTimeout) < 0 ? left : ioTimeout);
    // The SDK takes no timeout of zero.
    return grown.compareTo(LEAST_TIMEOUT) > 0 ? grown : LEAST_TIMEOUT;
  }

  private static Duration doubled(Duration first, int times, Duration most) {
    Duration grown = first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
    return grown.compareTo(most) < 0 ? grown : most;
  }
}
