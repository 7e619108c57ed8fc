package io.sluice.vfs.write;

import io.sluice.memory.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Leases for somebody who may have to wait for some: what he waited for is his, whoever else has
/// come meanwhile. Used by one thread.
final class AwaitedLeases implements AutoCloseable {
  private final WriteMemory memory;
  private @Nullable Lease awaited;

  AwaitedLeases(WriteMemory memory) {
    this.memory = memory;
  }

  /// A lease at once: what was waited for, if it has the right size; null if there is none.
  @Nullable Lease tryLease(int bytes) {
    Lease lease = awaited;
    if (lease != null && lease.buffer().capacity() == bytes) {
      awaited = null;
      return lease;
    }
    return memory.tryLease(bytes);
  }

  /// Waits for a lease, which [#tryLease] gives then; false if there was none within `patience`.
  boolean await(int bytes, Duration patience) {
    giveBack();
    awaited = memory.lease(bytes, patience);
    return awaited != null;
  }

  /// What was waited for is not needed, or not before something else for which others may need it.
  void giveBack() {
    Lease lease = awaited;
    awaited = null;
    if (lease != null) {
      lease.close();
    }
  }

  @Override
  public void close() {
    giveBack();
  }
}
