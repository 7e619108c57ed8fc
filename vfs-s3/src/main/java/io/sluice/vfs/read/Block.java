package io.sluice.vfs.read;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.memory.Lease;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.read.disk.ObjectVersion;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

  /// Not a monitor: whom a monitor wakes takes a detour over one more thread if it is virtual.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition enough = lock.newCondition();

  /// Written by the fetch before it fills it, and by the last holder.
  private volatile @Nullable Lease lease;

  /// Written by the fetch, with the lock, once the bytes are in the lease and summed.
  private volatile int filled;

  @GuardedBy("lock")
  private int waiting;

  /// The fewest bytes that one of those who wait needs, so that nobody is woken for less.
  @GuardedBy("lock")
  private int leastAwaited = Integer.MAX_VALUE;

  @GuardedBy("lock")
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
      Lease last = lease;
      lease = null;
      if (last != null) {
        last.close();
      }
    }
  }

  /// Gives it its memory. By the fetch.
  void use(Lease memory) {
    lease = memory;
  }

  boolean hasMemory() {
    return lease != null;
  }

  /// Where the bytes from `from` on belong. By the fetch, which keeps what it is given.
  ByteBuffer room(int from) {
    return slice(from, length - from);
  }

  /// The next bytes are there. By the fetch.
  void came(int count) {
    int at = filled;
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
    lock.lock();
    try {
      filled = end;
      if (end >= leastAwaited) {
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Those who need more yet say so again.
  @GuardedBy("lock")
  private void wake() {
    leastAwaited = Integer.MAX_VALUE;
    enough.signalAll();
  }

  int filled() {
    return filled;
  }

  boolean isFull() {
    return filled == length;
  }

  /// Whether a reader has asked for it.
  boolean isAsked() {
    return !isAhead || isAwaited();
  }

  /// Whether somebody waits for bytes.
  private boolean isAwaited() {
    lock.lock();
    try {
      return waiting > 0;
    } finally {
      lock.unlock();
    }
  }

  /// No more bytes will come. The first reason stays.
  void fail(BlockFailure reason) {
    lock.lock();
    try {
      if (failure == null) {
        failure = reason;
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether all bytes below `count` are there. Does not wait.
  boolean has(int count) {
    return filled >= count;
  }

  /// Waits until the first `count` bytes are there.
  ///
  /// @param patience for whoever fetches it: it may stand in a queue, and its bytes may come slowly
  /// @return null once they are, else why they are not; `BUSY` if it takes longer
  @Nullable BlockFailure await(int count, Duration patience) throws InterruptedException {
    if (has(count)) {
      return null;
    }
    lock.lock();
    try {
      awaitEnough(count, patience.toNanos());
      return filled >= count ? null : failure == null ? late() : failure;
    } finally {
      lock.unlock();
    }
  }

  private BlockFailure late() {
    String words = version.key() + ": S3 does not send it; the client asks again";
    return new BlockFailure.Refused(new VfsException(VfsError.BUSY, words));
  }

  @GuardedBy("lock")
  private void awaitEnough(int count, long nanos) throws InterruptedException {
    long left = nanos;
    waiting++;
    try {
      while (filled < count && failure == null && left > 0) {
        leastAwaited = Math.min(leastAwaited, count);
        left = enough.awaitNanos(left);
      }
    } finally {
      waiting--;
    }
  }

  /// A view of bytes that are there.
  ByteBuffer slice(int from, int count) {
    Lease memory = lease;
    if (memory == null) {
      throw new IllegalStateException("a block without memory");
    }
    return memory.buffer().slice(from, count);
  }

  /// Whether bytes that are there are still those that came.
  boolean isUndamaged(int from, int count) {
    int have = filled;
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
