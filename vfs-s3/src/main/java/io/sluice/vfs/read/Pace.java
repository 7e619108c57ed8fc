package io.sluice.vfs.read;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// How fast a store answers one reader, from what requests took lately. The best of them counts:
/// others were slow beside each other, for the sake of this machine or its network, and by fetching
/// more at once they would only become slower. Where even the best is slow, what all requests
/// brought in the last second tells whether that is for want of connections, or of the network.
///
/// Safe for any number of threads.
final class Pace {
  /// So long the best one counts, and at most twice that: stores and networks change.
  private static final long PERIOD = Duration.ofMinutes(1).toNanos();

  /// Smaller requests tell little of how long large ones take.
  private static final long LEAST = Block.MOST;

  /// A largest request that takes longer shows a slow network: S3 takes a tenth of a second.
  private static final long SLOW = Duration.ofSeconds(1).toNanos();

  /// Unless all requests together bring so many bytes a second: then they are many.
  private static final double FAST = 25e6;

  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final LongSupplier ticker;

  @GuardedBy("this")
  private long periodBegan;

  @GuardedBy("this")
  private long intervalBegan;

  /// That came in the interval; all who fetch add to it, many times a millisecond.
  private final LongAdder intervalBytes = new LongAdder();

  /// Bytes a second of all requests in the last interval.
  @GuardedBy("this")
  private double rate;

  /// Nanoseconds for a request of the largest size; the most of all numbers: none was seen.
  @GuardedBy("this")
  private long best = Long.MAX_VALUE;

  @GuardedBy("this")
  private long bestBefore = Long.MAX_VALUE;

  /// @param ticker nanoseconds that only grow
  Pace(LongSupplier ticker) {
    this.ticker = ticker;
    this.periodBegan = ticker.getAsLong();
    this.intervalBegan = periodBegan;
  }

  long now() {
    return ticker.getAsLong();
  }

  /// A request was answered.
  ///
  /// @param bytes of its body
  /// @param first nanoseconds until the first bytes were there
  /// @param whole nanoseconds until the last one was; where no time passes nothing is learned
  void took(long bytes, long first, long whole) {
    if (bytes < LEAST || whole <= 0) {
      return;
    }
    double rest = (double) (whole - first) * Window.LARGEST_REQUEST / bytes;
    learn(first + (long) rest);
  }

  /// Bytes came of some request.
  void came(int bytes) {
    intervalBytes.add(bytes);
  }

  /// Bytes a second of all requests in the last interval that has ended.
  @GuardedBy("this")
  private double rate() {
    long now = ticker.getAsLong();
    long passed = now - intervalBegan;
    if (passed >= INTERVAL) {
      rate = intervalBytes.sumThenReset() * 1e9 / passed;
      intervalBegan = now;
    }
    return rate;
  }

  private synchronized void learn(long nanos) {
    long now = ticker.getAsLong();
    if (now - periodBegan >= PERIOD) {
      bestBefore = now - periodBegan >= 2 * PERIOD ? Long.MAX_VALUE : best;
      best = Long.MAX_VALUE;
      periodBegan = now;
    }
    best = Math.min(best, nanos);
  }

  /// How far to fetch ahead.
  synchronized Reach reach() {
    if (!isKnown()) {
      return Reach.FAR;
    }
    return isSlow() ? Reach.ofSlow(ofLargest(), rate()) : Reach.of(ofLargest());
  }

  /// How many requests may be under way: over a slow network as many blocks as come soon.
  ///
  /// @param most anywhere else
  synchronized int requests(int most) {
    return isSlow() ? Math.min(most, Reach.blocksSoon(ofLargest(), rate())) : most;
  }

  @GuardedBy("this")
  private long ofLargest() {
    return Math.min(best, bestBefore);
  }

  @GuardedBy("this")
  private boolean isKnown() {
    return ofLargest() != Long.MAX_VALUE;
  }

  /// Whether the network is known to be slow.
  synchronized boolean isSlow() {
    return isKnown() && ofLargest() > SLOW && rate() < FAST;
  }
}
