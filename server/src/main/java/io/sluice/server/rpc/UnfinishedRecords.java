package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The memory of large records while they are being read, of all connections together: a part of
/// the memory for records, since it is taken on the word of a mark alone.
final class UnfinishedRecords {
  /// The counting is by KiB, as a semaphore counts up to two thousand million.
  private static final int UNIT = 1 << 10;

  /// How long one attempt lasts, before a connection looks whether it is still wanted.
  private static final long ATTEMPT_SECONDS = 1;

  private final Slab slab;
  private final Semaphore units;

  UnfinishedRecords(Slab slab) {
    this.slab = slab;
    this.units =
        new Semaphore(
            (int) Math.min(Integer.MAX_VALUE, RpcLimits.unfinishedBytes(slab) / UNIT), true);
  }

  /// Memory for a record of which more is to come; waits until there is some. Null if `closing`
  /// says that nobody waits any more. [#whole] follows, however the reading ends.
  @Nullable Lease lease(int size, BooleanSupplier closing) {
    Lease lease = null;
    if (isAdmitted(size, closing)) {
      try {
        lease = CallRecord.lease(slab, size, closing);
      } finally {
        if (lease == null) {
          whole(size);
        }
      }
    }
    return lease;
  }

  /// Nothing more is to come.
  ///
  /// @param size for which memory was asked
  void whole(int size) {
    units.release(units(size));
  }

  private boolean isAdmitted(int size, BooleanSupplier closing) {
    while (!closing.getAsBoolean()) {
      try {
        if (units.tryAcquire(units(size), ATTEMPT_SECONDS, TimeUnit.SECONDS)) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private int units(int size) {
    return (int) (slab.taken(size) / UNIT);
  }
}
