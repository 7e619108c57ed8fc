package io.sluice.it.reference;

import io.sluice.memory.Lease;
import io.sluice.memory.Reclaimer;
import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A slab that counts and never waits, so that tests see leases that do not come back and can let
/// memory be short.
public final class TestSlab implements Slab {
  private final long budget;
  private final List<Reclaimer> reclaimers = new CopyOnWriteArrayList<>();
  private final AtomicLong leased = new AtomicLong();

  /// With so many bytes to lease.
  public TestSlab(long budget) {
    this.budget = budget;
  }

  @Override
  public @Nullable Lease tryLease(int size) {
    while (leased.addAndGet(size) > budget) {
      leased.addAndGet(-size);
      if (reclaimers.stream().noneMatch(reclaimer -> reclaimer.reclaim(size))) {
        return null;
      }
    }
    return new Piece(ByteBuffer.allocateDirect(size), size);
  }

  @Override
  public void reclaimFrom(Reclaimer reclaimer) {
    reclaimers.add(reclaimer);
  }

  @Override
  public @Nullable Lease lease(int size, Duration look, BooleanSupplier isWanted) {
    Lease lease = tryLease(size);
    while (lease == null && isWanted.getAsBoolean()) {
      lease = tryLease(size);
    }
    return lease;
  }

  @Override
  public long leased() {
    return leased.get();
  }

  @Override
  public long budget() {
    return budget;
  }

  @Override
  public void close() {
    while (reclaimers.stream().anyMatch(reclaimer -> reclaimer.reclaim(Integer.MAX_VALUE))) {
      // What can be done without is no loss.
    }
    if (leased.get() != 0) {
      throw new IllegalStateException(leased + " bytes are still leased");
    }
  }

  private final class Piece implements Lease {
    private final ByteBuffer buffer;
    private final int size;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Piece(ByteBuffer buffer, int size) {
      this.buffer = buffer;
      this.size = size;
    }

    @Override
    public ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        leased.addAndGet(-size);
      }
    }
  }
}
