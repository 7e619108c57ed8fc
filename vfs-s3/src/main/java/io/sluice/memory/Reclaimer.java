package io.sluice.memory;

/// Somebody who holds leases that he can do without.
public interface Reclaimer {
  /// Gives back some leases, about so many bytes, if there are any. Called by whoever needs memory,
  /// with no lock of the slab held; must not lease.
  ///
  /// @return whether any was given back
  boolean reclaim(int bytes);
}
