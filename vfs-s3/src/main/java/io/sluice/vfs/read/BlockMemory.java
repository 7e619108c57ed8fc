package io.sluice.vfs.read;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.memory.Lease;
import io.sluice.memory.Reclaimer;
import io.sluice.memory.Slab;
import io.sluice.vfs.read.disk.ObjectVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The blocks of all exports in the one memory, and the order in which they make room: for whoever
/// leases, reader or writer, what was read goes first, the longest unused first; then what was
/// guessed, then what was fetched ahead.
///
/// One lock, held for a look at tables, never while anything is waited for.
public final class BlockMemory implements Reclaimer, AutoCloseable {
  /// Of the slab, what may be on its way for readers who have not asked yet: the rest is for what
  /// they did ask for, and for writers.
  private static final double AHEAD = 0.6;

  private final Slab slab;
  private final long mostAhead;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final BlockTable table = new BlockTable();

  /// In the order of their use.
  @GuardedBy("lock")
  private final Set<Block> used = new LinkedHashSet<>();

  /// Not asked for yet, in the order of their fetching.
  @GuardedBy("lock")
  private final Set<Block> ahead = new LinkedHashSet<>();

  /// Not asked for yet, of files that nobody has asked for, in the order of their fetching.
  @GuardedBy("lock")
  private final Set<Block> guessed = new LinkedHashSet<>();

  @GuardedBy("lock")
  private long aheadBytes;

  @GuardedBy("lock")
  private long wastedBytes;

  /// @param slab the memory for the bytes of files; asks this for room from now on
  public BlockMemory(Slab slab) {
    this.slab = slab;
    this.mostAhead = (long) (slab.budget() * AHEAD);
    slab.reclaimFrom(this);
  }

  /// Blocks that were asked for, and those of them that must be fetched.
  ///
  /// @param all in order, each held once for the caller
  /// @param made in order, each held once more for who fetches them
  record Claim(List<Block> all, List<Block> made) {}

  /// What a reader asks for.
  Claim claim(ObjectVersion version, long from, long to) {
    lock.lock();
    try {
      List<Block> made = new ArrayList<>();
      List<Block> all = table.cover(version, from, to, made);
      for (Block block : all) {
        block.hold();
        use(block);
      }
      made.forEach(Block::hold);
      return new Claim(all, made);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void use(Block block) {
    if (block.isAhead) {
      block.isAhead = false;
      ahead.remove(block);
      guessed.remove(block);
      aheadBytes -= block.length();
    } else {
      used.remove(block);
    }
    used.add(block);
  }

  /// What a reader is expected to ask for: blocks to be fetched, held for who fetches them.
  List<Block> claimAhead(ObjectVersion version, long from, long to) {
    return claim(version, from, to, ahead);
  }

  /// A whole object that somebody may ask for: blocks to be fetched, held for who fetches them.
  List<Block> claimGuess(ObjectVersion version, long size) {
    return claim(version, 0, size, guessed);
  }

  private List<Block> claim(ObjectVersion version, long from, long to, Set<Block> as) {
    lock.lock();
    try {
      List<Block> made = new ArrayList<>();
      table.cover(version, from, to, made);
      for (Block block : made) {
        block.hold();
        block.isAhead = true;
        as.add(block);
        aheadBytes += block.length();
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// The block that holds this byte, held for the caller; null if it is not there.
  @Nullable Block find(ObjectVersion version, long offset) {
    lock.lock();
    try {
      Block block = table.at(version, offset);
      if (block != null) {
        block.hold();
        use(block);
      }
      return block;
    } finally {
      lock.unlock();
    }
  }

  /// How much more may be on its way for one more stream: as all that are reading ahead leave so
  /// much, each comes to have its fair part, and what a stream leaves is there for the others.
  long roomAhead() {
    lock.lock();
    try {
      return Math.max(0, mostAhead - aheadBytes);
    } finally {
      lock.unlock();
    }
  }

  /// Memory for bytes that are read; null if there is none within `patience`.
  public @Nullable Lease lease(int bytes, Duration patience) {
    return patience.isZero() ? slab.tryLease(bytes) : slab.lease(bytes, patience);
  }

  /// Takes a block out, so that its bytes are asked for anew; who waits for it is told why.
  void drop(Block block, BlockFailure reason) {
    boolean wasThere;
    lock.lock();
    try {
      wasThere = forget(block);
    } finally {
      lock.unlock();
    }
    block.fail(reason);
    if (wasThere) {
      block.release();
    }
  }

  @GuardedBy("lock")
  private boolean forget(Block block) {
    if (!table.remove(block)) {
      return false;
    }
    if (block.isAhead) {
      ahead.remove(block);
      guessed.remove(block);
      aheadBytes -= block.length();
      wastedBytes += block.filled();
    } else {
      used.remove(block);
    }
    return true;
  }

  @Override
  public boolean reclaim(int bytes) {
    List<Block> victims = new ArrayList<>();
    lock.lock();
    try {
      long left = takeIdle(used, bytes, victims);
      left = takeIdle(guessed, left, victims);
      takeIdle(ahead, left, victims);
      victims.forEach(this::forget);
    } finally {
      lock.unlock();
    }
    victims.forEach(Block::release);
    return !victims.isEmpty();
  }

  @GuardedBy("lock")
  private static long takeIdle(Set<Block> from, long bytes, List<Block> victims) {
    long left = bytes;
    for (Iterator<Block> blocks = from.iterator(); left > 0 && blocks.hasNext(); ) {
      Block block = blocks.next();
      if (block.isIdle()) {
        victims.add(block);
        left -= block.length();
      }
    }
    return left;
  }

  /// Bytes on their way, or there, for readers who have not asked yet.
  public long aheadBytes() {
    lock.lock();
    try {
      return aheadBytes;
    } finally {
      lock.unlock();
    }
  }

  /// Bytes that were fetched ahead and dropped unread, since the start.
  public long wastedBytes() {
    lock.lock();
    try {
      return wastedBytes;
    } finally {
      lock.unlock();
    }
  }

  /// Lets all blocks go that nobody uses.
  @Override
  public void close() {
    while (reclaim(Integer.MAX_VALUE)) {
      // Until there are none.
    }
  }
}
