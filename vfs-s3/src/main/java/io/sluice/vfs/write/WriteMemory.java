package io.sluice.vfs.write;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The memory for bytes that are written: the slab of the server, and what is done when it is
/// short.
///
/// Safe for any number of threads.
final class WriteMemory {
  /// Between looks for something that can be given back.
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Slab slab;
  private final BooleanSupplier relief;
  private final AtomicInteger waiting = new AtomicInteger();

  /// @param slab that reads lease from, too
  /// @param relief gives back bytes that S3 has too, and tells whether there were any
  WriteMemory(Slab slab, BooleanSupplier relief) {
    this.slab = slab;
    this.relief = relief;
  }

  Slab slab() {
    return slab;
  }

  /// Whether somebody waits: clients are held back then, and their silence means nothing.
  boolean isShort() {
    return waiting.get() > 0;
  }

  /// Leases, waiting for others to give memory back.
  @Nullable Lease lease(int bytes, Duration patience) {
    Lease lease = slab.tryLease(bytes);
    if (lease != null) {
      return lease;
    }
    waiting.incrementAndGet();
    try {
      return leaseLater(bytes, patience.toNanos());
    } finally {
      waiting.decrementAndGet();
    }
  }

  private @Nullable Lease leaseLater(int bytes, long nanos) {
    AtomicLong left = new AtomicLong(nanos);
    return slab.lease(
        bytes, LOOK, () -> relief.getAsBoolean() || left.getAndAdd(-LOOK.toNanos()) > 0);
  }
}
