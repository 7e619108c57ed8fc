package io.sluice.vfs.write;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The memory for bytes that are written: the slab of the server, and what is done when it is
/// short.
///
/// @param slab that reads lease from, too
/// @param relief gives back bytes that S3 has too, and tells whether there were any
record WriteMemory(Slab slab, BooleanSupplier relief) {
  /// Between looks for something that can be given back.
  private static final Duration LOOK = Duration.ofMillis(250);

  /// Waits until so much may be free; false if it never was.
  boolean await(int bytes, Duration patience) {
    Lease lease = lease(bytes, patience);
    if (lease != null) {
      lease.close();
    }
    return lease != null;
  }

  /// Leases, waiting for others to give memory back.
  @Nullable Lease lease(int bytes, Duration patience) {
    long left = patience.toNanos();
    Lease lease = slab.tryLease(bytes);
    while (lease == null && left > 0 && !Thread.currentThread().isInterrupted()) {
      boolean isRelieved = relief.getAsBoolean();
      lease = isRelieved ? slab.tryLease(bytes) : slab.lease(bytes, LOOK);
      left -= isRelieved ? 0 : LOOK.toNanos();
    }
    return lease;
  }
}
