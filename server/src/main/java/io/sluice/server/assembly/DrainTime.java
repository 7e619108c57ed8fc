package io.sluice.server.assembly;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The time to finish what is under way when a server ends (`--drain-timeout`): one for all of it,
/// calls and files, so that the server is gone when whoever stopped it expects that. Used by the
/// thread that ends the server.
final class DrainTime {
  private final Duration most;
  private final LongSupplier ticker;

  /// When the first one asked, in nanoseconds.
  private @Nullable Long began;

  /// @param ticker nanoseconds that only grow
  DrainTime(Duration most, LongSupplier ticker) {
    this.most = most;
    this.ticker = ticker;
  }

  /// What is left of it. It begins when this is first called.
  Duration left() {
    long now = ticker.getAsLong();
    if (began == null) {
      began = now;
    }
    Duration left = most.minusNanos(now - began);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
