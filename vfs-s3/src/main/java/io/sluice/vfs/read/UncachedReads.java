package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectStore;
import org.jspecify.annotations.Nullable;

/// Reads of what no block is kept of: objects of servers that have no ETags, and versions that were
/// replaced, of which only who began with them reads on. One ranged GET for each.
final class UncachedReads {
  private final ObjectStore store;
  private final BlockMemory memory;

  UncachedReads(ObjectStore store, BlockMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  /// What came.
  ///
  /// @param data null if nothing did
  record Came(GetOutcome outcome, @Nullable Lease data) {}

  /// Asks for up to `count` bytes; fewer come at the end of the object.
  Came get(GetRequest request, int count) {
    Lease lease = memory.lease(count);
    try {
      GetOutcome outcome = store.getObject(request, lease.buffer());
      boolean isFilled = outcome instanceof GetOutcome.Filled;
      Came came = new Came(outcome, isFilled ? lease : null);
      if (isFilled) {
        lease.buffer().flip();
        lease = null;
      }
      return came;
    } finally {
      if (lease != null) {
        lease.close();
      }
    }
  }
}
