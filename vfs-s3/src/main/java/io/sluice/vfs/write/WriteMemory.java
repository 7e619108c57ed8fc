package io.sluice.vfs.write;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The memory for bytes that are written: the slab of the server, and what is done when it is
/// short.
///
/// Safe for any number of threads.
final class WriteMemory {
  /// Between looks for something that can be given back.
  private static final Duration LOOK = Duration.ofMillis(250);

  /// Where parts that are there wait for a moment before they are sent, that takes no longer.
  private static final long STUCK = Duration.ofSeconds(10).toNanos();

  private final Slab slab;
  private final BooleanSupplier relief;
  private final Runnable mostGives;
  private final LongSupplier ticker;
  private final AtomicInteger waiting = new AtomicInteger();

  /// Bodies on their way.
  private final AtomicInteger sending = new AtomicInteger();

  private final AtomicBoolean isBreaking = new AtomicBoolean();

  /// When somebody was given a whole slice last: small ones there are nearly always. Written and
  /// read by all, and a little too old does no harm.
  private volatile long givenAt;

  /// @param slab that reads lease from, too
  /// @param relief gives back bytes that S3 has too, and tells whether there were any
  /// @param mostGives lets the file that holds most give it back
  /// @param ticker nanoseconds
  WriteMemory(Slab slab, BooleanSupplier relief, Runnable mostGives, LongSupplier ticker) {
    this.slab = slab;
    this.relief = relief;
    this.mostGives = mostGives;
    this.ticker = ticker;
    this.givenAt = ticker.getAsLong();
  }

  Slab slab() {
    return slab;
  }

  /// Whether somebody waits: clients are held back then, and their silence means nothing.
  boolean isShort() {
    return waiting.get() > 0;
  }

  /// Leases at once; null if nothing is free.
  @Nullable Lease tryLease(int bytes) {
    return given(slab.tryLease(bytes));
  }

  private @Nullable Lease given(@Nullable Lease lease) {
    if (lease != null && lease.buffer().capacity() == Slab.LARGEST_LEASE) {
      givenAt = ticker.getAsLong();
    }
    return lease;
  }

  /// Leases, waiting for others to give memory back.
  @Nullable Lease lease(int bytes, Duration patience) {
    Lease lease = tryLease(bytes);
    if (lease != null) {
      return lease;
    }
    waiting.incrementAndGet();
    try {
      return given(leaseLater(bytes, patience.toNanos()));
    } finally {
      waiting.decrementAndGet();
    }
  }

  /// Sends bytes that are in it, which comes back then.
  <T> T sending(Supplier<T> request) {
    sending.incrementAndGet();
    try {
      return request.get();
    } finally {
      sending.decrementAndGet();
    }
  }

  /// Does something, on a thread of its own, if nobody has been given memory for long and nothing
  /// is being sent: it is full of parts of which none becomes full, as each waits for more. One at
  /// a time.
  ///
  /// @param givesBack lets some of it be given back
  void breakDeadlock(Runnable givesBack) {
    boolean isStuck = sending.get() == 0 && ticker.getAsLong() - givenAt >= STUCK && !isRoom();
    if (isStuck && isBreaking.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("make room")
          .start(() -> {
            try {
              givesBack.run();
            } finally {
              if (isRoom()) {
                givenAt = ticker.getAsLong(); // whoever waits has time to be given it
              }
              isBreaking.set(false);
            }
          });
    }
  }

  /// The same for somebody who holds none: whoever holds most gives it back.
  void breakDeadlock() {
    breakDeadlock(mostGives);
  }

  private boolean isRoom() {
    Lease lease = slab.tryLease(Slab.LARGEST_LEASE);
    if (lease != null) {
      lease.close();
    }
    return lease != null;
  }

  private @Nullable Lease leaseLater(int bytes, long nanos) {
    AtomicLong left = new AtomicLong(nanos);
    return slab.lease(
        bytes, LOOK, () -> relief.getAsBoolean() || left.getAndAdd(-LOOK.toNanos()) > 0);
  }
}
