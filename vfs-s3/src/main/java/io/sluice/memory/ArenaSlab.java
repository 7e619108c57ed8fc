package io.sluice.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The slab, off the heap: chunks of [Slab#LARGEST_LEASE] ([SlabChunks]), which take memory when
/// first needed, and keep it until the end. A lease takes a chunk, or the half, the quarter and so
/// on of one, down to a little more than 4 KiB: less than twice what was asked for.
///
/// When there is none, reclaimers are asked for some, with no lock held.
///
/// One lock, held for a look at the free pieces. Who has waited longest is served first, and looks
/// for what can be reclaimed while the others wait: each of hundreds looking would take the
/// processor from who could give something back, and the unlucky would wait for ever.
public final class ArenaSlab implements Slab {
  /// Bytes of the smallest piece: 4 KiB and a little, as a chunk is 1 MiB and a little.
  private static final int SMALLEST = LARGEST_LEASE / SlabPieces.PIECES;

  /// Between looks for what can be reclaimed: short beside what a client notices.
  private static final long LOOK_NANOS = 5_000_000;

  private final List<Reclaimer> reclaimers = new CopyOnWriteArrayList<>();
  private final Arena arena = Arena.ofShared();
  private final int chunkCount;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final LeaseQueue queue = new LeaseQueue();

  @GuardedBy("lock")
  private final SlabPieces pieces;

  @GuardedBy("lock")
  private final SlabChunks chunks;

  @GuardedBy("lock")
  private long leased;

  /// A slab of at most `budget` bytes, rounded down to whole chunks, at least one.
  public ArenaSlab(long budget) {
    this(budget, System.getProperty("os.name", ""));
  }

  /// @param system as `os.name` says it
  ArenaSlab(long budget, String system) {
    this.chunkCount = Math.clamp(budget / LARGEST_LEASE, 1, Integer.MAX_VALUE / SlabPieces.PIECES);
    this.pieces = new SlabPieces(chunkCount);
    this.chunks = new SlabChunks(chunkCount, arena, system);
  }

  @Override
  public @Nullable Lease tryLease(int size) {
    requireSize(size);
    Lease lease = takeLocked(size);
    while (lease == null && isNobodyWaiting() && isReclaimed(size)) {
      lease = takeLocked(size);
    }
    return lease;
  }

  /// Who comes while others wait is not served before them, and need not look for what they look
  /// for.
  private boolean isNobodyWaiting() {
    lock.lock();
    try {
      return queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Lease takeLocked(int size) {
    lock.lock();
    try {
      return take(size);
    } finally {
      lock.unlock();
    }
  }

  private boolean isReclaimed(int size) {
    return reclaimers.stream().anyMatch(reclaimer -> reclaimer.reclaim(size));
  }

  @Override
  public void reclaimFrom(Reclaimer reclaimer) {
    reclaimers.add(reclaimer);
  }

  @Override
  public @Nullable Lease lease(int size, Duration look, BooleanSupplier isWanted) {
    Lease lease = tryLease(size);
    return lease == null ? awaitLease(size, look.toNanos(), isWanted) : lease;
  }

  private @Nullable Lease awaitLease(int size, long look, BooleanSupplier isWanted) {
    LeaseQueue.Waiter waiter = join(size);
    boolean isOver = false;
    try {
      while (isWaiting(waiter) && isWanted.getAsBoolean()) {
        awaitPiece(waiter, size, look);
      }
      isOver = true;
    } finally {
      if (!isOver) {
        giveUp(waiter, size);
      }
    }
    return leave(waiter, size);
  }

  private LeaseQueue.Waiter join(int size) {
    lock.lock();
    try {
      var waiter = queue.join(SlabPieces.order(size, SMALLEST), lock.newCondition());
      queue.serve(pieces); // what came back since he looked
      return waiter;
    } finally {
      lock.unlock();
    }
  }

  private boolean isWaiting(LeaseQueue.Waiter waiter) {
    lock.lock();
    try {
      return !waiter.isServed() && !Thread.currentThread().isInterrupted();
    } finally {
      lock.unlock();
    }
  }

  private void awaitPiece(LeaseQueue.Waiter waiter, int size, long nanos) {
    long left = nanos;
    while (left > 0) {
      if (!isFirst(waiter) || !isReclaimed(size)) {
        left = awaitSign(waiter, left);
      }
    }
  }

  private boolean isFirst(LeaseQueue.Waiter waiter) {
    lock.lock();
    try {
      return queue.isFirst(waiter);
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a piece or for being the first, who waits for a while only: what can be reclaimed
  /// becomes so without a sign.
  ///
  /// @return what is left of the time, 0 if there is a piece or the thread was interrupted
  private long awaitSign(LeaseQueue.Waiter waiter, long nanos) {
    lock.lock();
    try {
      boolean isFirst = queue.isFirst(waiter);
      long look = isFirst ? Math.min(nanos, LOOK_NANOS) : nanos;
      long left = look;
      while (left > 0 && !waiter.isServed() && queue.isFirst(waiter) == isFirst) {
        left = waiter.sign().awaitNanos(left);
      }
      return waiter.isServed() ? 0 : nanos - look + Math.max(0, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Lease leave(LeaseQueue.Waiter waiter, int size) {
    lock.lock();
    try {
      queue.leave(waiter);
      return waiter.isServed() ? piece(waiter.piece(), size) : null;
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(LeaseQueue.Waiter waiter, int size) {
    Lease lease = leave(waiter, size);
    if (lease != null) {
      lease.close();
    }
  }

  private static void requireSize(int size) {
    if (size < 1 || size > LARGEST_LEASE) {
      throw new IllegalArgumentException(
          "a lease has 1 to " + LARGEST_LEASE + " bytes, not " + size);
    }
  }

  @GuardedBy("lock")
  private @Nullable Lease take(int size) {
    int order = SlabPieces.order(size, SMALLEST);
    int piece = pieces.take(order);
    return piece < 0 ? null : piece(piece, size);
  }

  @GuardedBy("lock")
  private Lease piece(int piece, int size) {
    int order = SlabPieces.order(size, SMALLEST);
    ByteBuffer chunk = chunk(piece, order);
    leased += bytes(order);
    int offset = piece % SlabPieces.PIECES * SMALLEST;
    return new Piece(piece, order, chunk.slice(offset, size).order(ByteOrder.BIG_ENDIAN));
  }

  private static long bytes(int order) {
    return (long) SMALLEST << order;
  }

  /// The chunk of a piece, which is free again if the system has no memory for that.
  @GuardedBy("lock")
  private ByteBuffer chunk(int piece, int order) {
    boolean hasMemory = false;
    try {
      ByteBuffer chunk = chunks.chunk(piece / SlabPieces.PIECES);
      hasMemory = true;
      return chunk;
    } finally {
      if (!hasMemory) {
        pieces.give(piece, order);
      }
    }
  }

  private ByteBuffer memoryOf(int piece) {
    lock.lock();
    try {
      return chunks.chunk(piece / SlabPieces.PIECES);
    } finally {
      lock.unlock();
    }
  }

  /// Other memory takes the place of a chunk that is leased as a whole.
  private void place(int piece, ByteBuffer chunk) {
    lock.lock();
    try {
      chunks.place(piece / SlabPieces.PIECES, chunk);
    } finally {
      lock.unlock();
    }
  }

  private void give(Piece piece) {
    lock.lock();
    try {
      pieces.give(piece.number, piece.order);
      leased -= bytes(piece.order);
      queue.serve(pieces);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long leased() {
    lock.lock();
    try {
      return leased;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long taken(int size) {
    return bytes(SlabPieces.order(size, SMALLEST));
  }

  @Override
  public long budget() {
    return (long) chunkCount * LARGEST_LEASE;
  }

  @Override
  public void close() {
    arena.close();
  }

  /// A lease. Whoever holds it writes and reads the buffer; closing it hands the memory to the next
  /// holder through the lock.
  private final class Piece implements Lease {
    private final int number;
    private final int order;
    private ByteBuffer buffer;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    Piece(int number, int order, ByteBuffer buffer) {
      this.number = number;
      this.order = order;
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer buffer() {
      return buffer;
    }

    /// Whole chunks change their places, also between two slabs, which are closed together then.
    @Override
    public boolean exchange(Lease other, ByteBuffer bytes) {
      if (!(other instanceof Piece their) || order != SlabPieces.CHUNK || their.order != order) {
        return false;
      }
      ByteBuffer mine = memoryOf(number);
      ByteBuffer theirs = their.memory();
      long offset =
          MemorySegment.ofBuffer(bytes).address() - MemorySegment.ofBuffer(theirs).address();
      if (offset < 0 || offset + bytes.remaining() > LARGEST_LEASE) {
        throw new IllegalArgumentException("the bytes are not in the memory of that lease");
      }
      their.move(mine, 0, their.buffer.capacity());
      move(theirs, (int) offset, bytes.remaining());
      return true;
    }

    private ByteBuffer memory() {
      return memoryOf(number);
    }

    private void move(ByteBuffer chunk, int from, int size) {
      place(number, chunk);
      buffer = chunk.slice(from, size).order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) {
        give(this);
      }
    }
  }
}
