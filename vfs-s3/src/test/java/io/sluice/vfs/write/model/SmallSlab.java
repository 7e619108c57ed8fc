package io.sluice.vfs.write.model;

import io.sluice.memory.Lease;
import io.sluice.memory.Reclaimer;
import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Memory that can be short on demand, and whose bytes are spoilt as soon as they are given back.
final class SmallSlab implements Slab {
  private static final byte SPOILT = 0x55;

  private final Deque<byte[]> free = new ArrayDeque<>();
  private long leased;
  private boolean isShort;

  /// From now on nothing can be leased, or again all.
  synchronized void shorten(boolean shorten) {
    isShort = shorten;
  }

  @Override
  public synchronized @Nullable Lease tryLease(int size) {
    if (isShort) {
      return null;
    }
    byte[] pooled = free.peekFirst();
    byte[] bytes = pooled != null && pooled.length >= size ? free.removeFirst() : new byte[size];
    leased += size;
    return new Piece(bytes, size);
  }

  @Override
  public @Nullable Lease lease(int size, Duration look, BooleanSupplier isWanted) {
    Lease lease = tryLease(size);
    while (lease == null && isWanted.getAsBoolean()) {
      lease = tryLease(size);
    }
    return lease;
  }

  /// Nobody reads here.
  @Override
  public void reclaimFrom(Reclaimer reclaimer) {}

  @Override
  public synchronized long leased() {
    return leased;
  }

  @Override
  public long budget() {
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {}

  private final class Piece implements Lease {
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private boolean isClosed;

    Piece(byte[] bytes, int size) {
      this.bytes = bytes;
      this.buffer = ByteBuffer.wrap(bytes, 0, size).slice();
    }

    @Override
    public ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void close() {
      synchronized (SmallSlab.this) {
        if (!isClosed) {
          isClosed = true;
          leased -= buffer.capacity();
          Arrays.fill(bytes, 0, Math.min(bytes.length, 4 * 1024), SPOILT);
          free.addFirst(bytes);
        }
      }
    }
  }
}
