package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One RPC message as it came. Either in place, in the buffer of its connection, and then gone as
/// soon as the next one is read; or in leased memory, which closing gives back: all of a lease, or
/// a slot of one.
record CallRecord(ByteBuffer bytes, @Nullable Lease lease, RecordSlots.@Nullable Slot slot)
    implements AutoCloseable {
  /// How long a connection waits for memory before it looks whether it is still wanted.
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// A record in the buffer of its connection.
  static CallRecord inPlace(ByteBuffer bytes) {
    return new CallRecord(bytes, null, null);
  }

  /// A record that has this lease for itself.
  static CallRecord in(Lease lease) {
    return new CallRecord(lease.buffer(), lease, null);
  }

  /// Whether it fits into a slot.
  boolean isShort() {
    return lease == null && bytes.remaining() <= RecordSlots.SLOT;
  }

  /// The same message in a slot, for a call that queues; else as [#kept(Slab, BooleanSupplier)].
  @Nullable CallRecord kept(RecordSlots slots, Slab slab, BooleanSupplier closing) {
    RecordSlots.Slot free = lease == null ? slots.keep(bytes) : null;
    return free == null ? kept(slab, closing) : new CallRecord(free.record(), null, free);
  }

  /// The same message in memory of its own; waits until there is some, as that is what holds a
  /// client back. Null if `closing` says that nobody waits any more.
  @Nullable CallRecord kept(Slab slab, BooleanSupplier closing) {
    if (lease != null) {
      return this;
    }
    Lease own = lease(slab, bytes.remaining(), closing);
    if (own == null) {
      return null;
    }
    own.buffer().put(bytes.duplicate()).flip();
    return in(own);
  }

  static @Nullable Lease lease(Slab slab, int size, BooleanSupplier closing) {
    return closing.getAsBoolean() ? null : slab.lease(size, LOOK, () -> !closing.getAsBoolean());
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
    }
    if (slot != null) {
      slot.close();
    }
  }
}
