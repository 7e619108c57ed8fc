package io.sluice.vfs.read;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.memory.Lease;
import io.sluice.vfs.read.disk.ObjectVersion;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The unit of what is kept of objects: some following bytes of one version, in one lease, from
/// before they are fetched until they are dropped. One fetch fills it from its begin on; any number
/// of readers wait for as much of it as they need, and see what was filled before they were told.
///
/// Every 64 KiB have a checksum from their arrival on.
final class Block {
  /// Bytes of the largest: what an NFS call transfers.
  static final int MOST = 1 << 20;

  /// What is summed by itself: small beside a block, as a small read sums all of it again.
  private static final int GRANULE = 64 << 10;

  private final ObjectVersion version;
  private final long start;
  private final int length;

  /// Holders: the table, the fetch, readers. The first two reach it under the table's lock only;
  /// the last one gives the memory back.
  private final AtomicInteger holders = new AtomicInteger(1);

  /// Written by the fetch before the bytes are told, read by readers after.
  private final int[] sums;

  /// Of the granule that is being filled; the fetch's own.
  private final CRC32C sum = new CRC32C();

  @GuardedBy("this")
  private @Nullable Lease lease;

  @GuardedBy("this")
  private int filled;

  @GuardedBy("this")
  private int waiting;

  @GuardedBy("this")
  private @Nullable BlockFailure failure;

  /// Whether it is fetched for a reader that has not asked yet. Written under the table's lock,
  /// read by the fetch, for which either value of a race is right.
  volatile boolean isAhead;

  /// @param length 1 to [#MOST]
  Block(ObjectVersion version, long start, int length) {
    this.version = version;
    this.start = start;
    this.length = length;
    this.sums = new int[(length + GRANULE - 1) / GRANULE];
  }

  ObjectVersion version() {
    return version;
  }

  long start() {
    return start;
  }

  int length() {
    return length;
  }

  long end() {
    return start + length;
  }

  /// One more holder. Called under the table's lock, or by a holder.
  void hold() {
    holders.incrementAndGet();
  }

  /// Whether only the table holds it; true stays true under the table's lock.
  boolean isIdle() {
    return holders.get() == 1;
  }

  /// One holder less.
  void release() {
    if (holders.decrementAndGet() == 0) {
      Lease last;
      synchronized (this) {
        last = lease;
        lease = null;
      }
      if (last != null) {
        last.close();
      }
    }
  }

  /// Gives it its memory. By the fetch.
  synchronized void use(Lease memory) {
    lease = memory;
  }

  synchronized boolean hasMemory() {
    return lease != null;
  }

  /// Where the bytes from `from` on belong. By the fetch, which keeps what it is given.
  ByteBuffer room(int from) {
    return slice(from, length - from);
  }

  /// The next bytes are there. By the fetch.
  void came(int count) {
    int at = filled();
    int end = at + count;
    while (at < end) {
      int stop = Math.min(end, (at / GRANULE + 1) * GRANULE);
      sum.update(slice(at, stop - at));
      if (stop % GRANULE == 0 || stop == length) {
        sums[at / GRANULE] = (int) sum.getValue();
        sum.reset();
      }
      at = stop;
    }
    synchronized (this) {
      filled = end;
      if (waiting > 0) {
        notifyAll();
      }
    }
  }

  synchronized int filled() {
    return filled;
  }

  synchronized boolean isFull() {
    return filled == length;
  }

  /// Whether somebody waits for bytes.
  synchronized boolean isAwaited() {
    return waiting > 0;
  }

  /// No more bytes will come. The first reason stays.
  synchronized void fail(BlockFailure reason) {
    if (failure == null) {
      failure = reason;
      notifyAll();
    }
  }

  /// Whether all bytes below `count` are there. Does not wait.
  synchronized boolean has(int count) {
    return filled >= count;
  }

  /// Waits until the first `count` bytes are there.
  ///
  /// @return null once they are, else why they are not
  synchronized @Nullable BlockFailure await(int count) throws InterruptedException {
    waiting++;
    try {
      while (filled < count && failure == null) {
        wait();
      }
    } finally {
      waiting--;
    }
    return filled >= count ? null : failure;
  }

  /// A view of bytes that are there.
  synchronized ByteBuffer slice(int from, int count) {
    if (lease == null) {
      throw new IllegalStateException("a block without memory");
    }
    return lease.buffer().slice(from, count);
  }

  /// Whether bytes that are there are still those that came.
  boolean isUndamaged(int from, int count) {
    int have = filled();
    for (int at = from / GRANULE * GRANULE; at < from + count; at += GRANULE) {
      int stop = Math.min(at + GRANULE, length);
      if (stop <= have) {
        CRC32C crc = new CRC32C();
        crc.update(slice(at, stop - at));
        if ((int) crc.getValue() != sums[at / GRANULE]) {
          return false;
        }
      }
    }
    return true;
  }
}
