package io.sluice.server.rpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Room for the records of calls of one connection that queue: slots of one lease, which is held as
/// long as any of them is taken. In a lease of its own each would take eight times as much.
final class RecordSlots {
  /// Bytes of a slot: a READ by a user of 16 groups fits, and a LOOKUP of the longest name.
  static final int SLOT = 512;

  /// Those that have left the queue and are being done hold one, too.
  private static final int SLOTS = RpcLimits.QUEUED_CALLS + RpcLimits.CALLS;

  private final Slab slab;

  @GuardedBy("this")
  private final BitSet taken = new BitSet(SLOTS);

  @GuardedBy("this")
  private @Nullable Lease lease;

  RecordSlots(Slab slab) {
    this.slab = slab;
  }

  /// A slot that holds a record until it is closed.
  final class Slot implements AutoCloseable {
    private final int number;
    private final ByteBuffer record;
    private boolean isClosed; // by who has the record

    private Slot(int number, ByteBuffer record) {
      this.number = number;
      this.record = record;
    }

    /// The bytes of the record.
    ByteBuffer record() {
      return record;
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        free(number);
      }
    }
  }

  /// A slot with these bytes; null if they do not fit, or none is free without waiting.
  synchronized @Nullable Slot keep(ByteBuffer record) {
    int number = taken.nextClearBit(0);
    int length = record.remaining();
    if (length > SLOT || number == SLOTS) {
      return null;
    }
    if (lease == null) {
      lease = slab.tryLease(SLOTS * SLOT);
    }
    if (lease == null) {
      return null;
    }
    ByteBuffer slot = lease.buffer().slice(number * SLOT, length);
    slot.put(record.duplicate()).flip();
    taken.set(number);
    return new Slot(number, slot);
  }

  private synchronized void free(int number) {
    taken.clear(number);
    if (taken.isEmpty() && lease != null) {
      lease.close();
      lease = null;
    }
  }
}
