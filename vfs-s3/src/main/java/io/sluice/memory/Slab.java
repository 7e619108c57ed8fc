package io.sluice.memory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The one memory for payloads: cut into pieces that are leased, under one budget. A source of
/// leases rather than a heap, so that no request allocates.
public interface Slab extends AutoCloseable {
  /// The largest lease in bytes: an NFS transfer of 1 MiB and the record around it.
  int LARGEST_LEASE = (1 << 20) + (64 << 10);

  /// Leases `size` bytes at once, or gives null if the budget has none left.
  ///
  /// @param size 1 to [#LARGEST_LEASE]
  @Nullable Lease tryLease(int size);

  /// Leases `size` bytes, waiting for others to be returned; null if none was within `patience` or
  /// the thread was interrupted.
  default @Nullable Lease lease(int size, Duration patience) {
    AtomicBoolean isWanted = new AtomicBoolean(!patience.isZero());
    return lease(size, patience, () -> isWanted.getAndSet(false));
  }

  /// Leases `size` bytes, waiting for others to be returned, and keeping its place among those who
  /// wait; null if it was not wanted any more or the thread was interrupted.
  ///
  /// @param look how long to wait at most before `isWanted` is asked again
  /// @param isWanted whether to wait, or to go on waiting; asked with no lock held
  @Nullable Lease lease(int size, Duration look, BooleanSupplier isWanted);

  /// From now on asks `reclaimer` when there is not enough, before anybody waits or is refused.
  void reclaimFrom(Reclaimer reclaimer);

  /// Bytes that a lease of `size` takes, slack included.
  default long taken(int size) {
    return size;
  }

  /// Bytes that are leased now, slack included.
  long leased();

  /// The most bytes that may be leased.
  long budget();

  /// Ends the slab; every lease must have been closed.
  @Override
  void close();
}
