package io.sluice.vfs.read;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.memory.Lease;
import io.sluice.memory.Reclaimer;
import io.sluice.memory.Slab;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.read.disk.ObjectVersion;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The blocks of all exports in the one memory. They make room for whoever leases, reader or
/// writer.
///
/// One lock, held for a look at tables, never while anything is waited for.
public final class BlockMemory implements Reclaimer, AutoCloseable {
  /// Of the slab, what may be on its way for readers who have not asked yet: the rest is for what
  /// they did ask for, and for writers.
  private static final double AHEAD = 0.6;

  /// How long what a reader asked for may wait for memory before the reader is asked to come again:
  /// well below the 60 s after which Linux sends the call again.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What a read over several blocks holds while it waits for more: two blocks, and a copy.
  private static final int CHUNKS_OF_A_SPAN = 3;

  /// What a block takes of the heap beside its bytes, measured with small objects of one block
  /// each; a block of a large object takes 500.
  private static final int HEAP_OF_BLOCK = 700;

  /// The part of the heap that blocks may take: names, calls and the JVM need the rest.
  private static final int HEAP = 4;

  private final Slab slab;
  private final LongSupplier ticker;
  private final long mostBlocks;

  /// For reads over several blocks, which wait for memory while they hold some: so many at once
  /// that they never hold more than three quarters of all.
  private final Semaphore spans;

  private final long mostAhead;
  private final LongAdder bytes = new LongAdder();

  @GuardedBy("this")
  private final BlockTable table = new BlockTable();

  @GuardedBy("this")
  private final BlockOrder order = new BlockOrder();

  /// @param slab the memory for the bytes of files; asks this for room from now on
  /// @param ticker nanoseconds that only grow
  public BlockMemory(Slab slab, LongSupplier ticker) {
    this(slab, ticker, Runtime.getRuntime().maxMemory() / HEAP / HEAP_OF_BLOCK);
  }

  /// @param mostBlocks beyond, as many go as come: those of small files and reads would fill the
  ///   heap long before their bytes fill the slab
  BlockMemory(Slab slab, LongSupplier ticker, long mostBlocks) {
    this.slab = slab;
    this.ticker = ticker;
    this.mostBlocks = mostBlocks;
    this.mostAhead = (long) (slab.budget() * AHEAD);
    long chunks = slab.budget() / Slab.LARGEST_LEASE;
    this.spans = new Semaphore((int) Math.max(1, chunks * 3 / 4 / CHUNKS_OF_A_SPAN));
    slab.reclaimFrom(this);
  }

  /// Blocks that were asked for, and those of them that must be fetched.
  ///
  /// @param all in order, each held once for the caller
  /// @param made in order, each held once more for who fetches them
  record Claim(List<Block> all, List<Block> made) {}

  /// Lets a read over several blocks begin, which then says [#endSpan].
  ///
  /// @throws VfsException `BUSY` if others are before it for long
  void beginSpan() {
    try {
      if (!spans.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw none();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VfsException(VfsError.BUSY, "interrupted");
    }
  }

  /// A read over several blocks holds none any more, but for its answer.
  void endSpan() {
    spans.release();
  }

  /// What a reader asks for.
  Claim claim(ObjectVersion version, long from, long to) {
    Claim claim = claimed(version, from, to);
    forgetSurplus();
    return claim;
  }

  private synchronized Claim claimed(ObjectVersion version, long from, long to) {
    List<Block> made = new ArrayList<>();
    List<Block> all = table.cover(version, from, to, made);
    long now = ticker.getAsLong();
    for (Block block : all) {
      block.hold();
      order.use(block, now);
    }
    made.forEach(Block::hold);
    return new Claim(all, made);
  }

  /// What a reader is expected to ask for: blocks to be fetched, held for who fetches them.
  List<Block> claimAhead(ObjectVersion version, long from, long to) {
    return claimAhead(version, from, to, false);
  }

  /// What somebody may ask for of another object: blocks to be fetched, held for who fetches them.
  List<Block> claimGuess(ObjectVersion version, long from, long to) {
    return claimAhead(version, from, to, true);
  }

  private List<Block> claimAhead(ObjectVersion version, long from, long to, boolean isGuess) {
    List<Block> made = claimedAhead(version, from, to, isGuess);
    forgetSurplus();
    return made;
  }

  private synchronized List<Block> claimedAhead(
      ObjectVersion version, long from, long to, boolean isGuess) {
    List<Block> made = new ArrayList<>();
    table.cover(version, from, to, made);
    long now = ticker.getAsLong();
    for (Block block : made) {
      block.hold();
      order.addAhead(block, isGuess, now);
    }
    return made;
  }

  /// The block that holds this byte, held for the caller; null if it is not there.
  synchronized @Nullable Block find(ObjectVersion version, long offset) {
    Block block = table.at(version, offset);
    if (block != null) {
      block.hold();
      order.use(block, ticker.getAsLong());
    }
    return block;
  }

  /// How much more may be on its way for one more stream: as all that are reading ahead leave so
  /// much, each comes to have its fair part, and what a stream leaves is there for the others.
  synchronized long roomAhead() {
    order.letLeave(ticker.getAsLong());
    return Math.max(0, mostAhead - order.aheadBytes());
  }

  /// Memory for bytes that a reader waits for.
  ///
  /// @throws VfsException `BUSY` if there is none for long
  public Lease lease(int bytes) {
    Lease lease = lease(bytes, PATIENCE);
    if (lease == null) {
      throw none();
    }
    return lease;
  }

  /// What a reader is told for whose bytes there is no memory.
  static VfsException none() {
    return new VfsException(VfsError.BUSY, "no memory is free for a read; raise --memory-target");
  }

  /// Memory for bytes; null if there is none within `patience`.
  @Nullable Lease lease(int bytes, Duration patience) {
    return patience.isZero() ? slab.tryLease(bytes) : slab.lease(bytes, patience);
  }

  /// Memory for a block; null if there is none within `patience`.
  @Nullable Lease lease(Block block, Duration patience) {
    Lease lease = lease(block.length(), patience);
    return lease == null ? null : new Counted(lease, slab.taken(block.length()));
  }

  /// Bytes of all blocks, slack included: whoever needs memory gets it from them.
  public long bytes() {
    return bytes.sum();
  }

  /// The memory of a block.
  private final class Counted implements Lease {
    private final Lease lease;
    private final long taken;

    Counted(Lease lease, long taken) {
      this.lease = lease;
      this.taken = taken;
      bytes.add(taken);
    }

    @Override
    public ByteBuffer buffer() {
      return lease.buffer();
    }

    /// By the block's last holder, once.
    @Override
    public void close() {
      bytes.add(-taken);
      lease.close();
    }
  }

  /// Takes a block out, so that its bytes are asked for anew; who waits for it is told why.
  void drop(Block block, BlockFailure reason) {
    boolean wasThere = forget(block);
    block.fail(reason);
    if (wasThere) {
      block.release();
    }
  }

  private synchronized boolean forget(Block block) {
    boolean wasThere = table.remove(block);
    if (wasThere) {
      order.forget(block);
    }
    return wasThere;
  }

  @Override
  public boolean reclaim(int bytes) {
    List<Block> victims = forgetFirst(bytes);
    victims.forEach(Block::release);
    return !victims.isEmpty();
  }

  private void forgetSurplus() {
    List<Block> victims = surplus();
    while (!victims.isEmpty()) {
      victims.forEach(Block::release);
      victims = surplus();
    }
  }

  private synchronized List<Block> surplus() {
    return table.size() > mostBlocks ? forgetFirst(1) : List.of();
  }

  private synchronized List<Block> forgetFirst(int bytes) {
    order.letLeave(ticker.getAsLong());
    List<Block> victims = order.firstToGo(bytes);
    for (Block block : victims) {
      table.remove(block);
      order.forget(block);
    }
    return victims;
  }

  /// Bytes on their way, or there, for readers who have not asked yet.
  public synchronized long aheadBytes() {
    return order.aheadBytes();
  }

  /// Bytes that were fetched ahead and dropped unread, since the start.
  public synchronized long wastedBytes() {
    return order.wastedBytes();
  }

  /// Lets all blocks go that nobody uses.
  @Override
  public void close() {
    while (reclaim(Integer.MAX_VALUE)) {
      // Until there are none.
    }
  }
}
