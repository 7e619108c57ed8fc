package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.read.disk.ObjectVersion;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads by blocks: has those fetched that are missing, has fetched ahead what will be asked for
/// next, and answers as soon as what was asked for is there.
final class BlockReads {
  /// Linux sends a READ again after 60 s.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Logger LOG = LoggerFactory.getLogger(BlockReads.class);

  /// How often bytes that were given up before they came are asked for again.
  private static final int TRIES = 8;

  private final BlockMemory memory;
  private final Foresight foresight;
  private final Fetches fetches;

  BlockReads(BlockMemory memory, Foresight foresight, Fetches fetches) {
    this.memory = memory;
    this.foresight = foresight;
    this.fetches = fetches;
  }

  /// Reads bytes of the current version.
  ReadResult read(Wanted wanted, long offset, long end) {
    if (offset / Block.MOST == (end - 1) / Block.MOST) {
      return readClaimed(wanted, offset, end);
    }
    memory.beginSpan();
    try {
      return readClaimed(wanted, offset, end);
    } finally {
      memory.endSpan();
    }
  }

  private ReadResult readClaimed(Wanted wanted, long offset, long end) {
    long claimed = offset == 0 && wanted.size() <= Stretch.SMALL ? wanted.size() : end;
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (int tries = 0; tries < TRIES; tries++) {
      BlockMemory.Claim claim = memory.claim(wanted.version(), offset, claimed);
      try {
        if (tries == 0) {
          foresee(wanted, offset, end);
        }
        fetches.fetch(wanted, claim.made());
        BlockFailure failure = await(claim.all(), end, until);
        Lease lease = failure == null ? reply(claim.all(), offset, end, memory::lease) : null;
        if (lease != null) {
          return new ReadResult.Bytes(lease, end == wanted.size());
        }
        if (failure != null && !(failure instanceof BlockFailure.Abandoned)) {
          return result(failure);
        }
      } finally {
        claim.all().forEach(Block::release);
      }
    }
    throw new VfsException(VfsError.BUSY, wanted.version().key() + ": no memory lasted for a read");
  }

  /// @param until nanoseconds of the system's clock
  private static @Nullable BlockFailure await(List<Block> blocks, long end, long until) {
    try {
      for (Block block : blocks) {
        int count = (int) Math.min(block.length(), Math.max(0, end - block.start()));
        BlockFailure failure =
            count == 0 ? null : block.await(count, Duration.ofNanos(until - System.nanoTime()));
        if (failure != null) {
          return failure;
        }
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VfsException(VfsError.BUSY, "interrupted");
    }
  }

  private static ReadResult result(BlockFailure failure) {
    return switch (failure) {
      case BlockFailure.Changed _ -> new ReadResult.Outdated();
      case BlockFailure.Missing _ -> new ReadResult.Gone();
      case BlockFailure.Refused(VfsException reason) -> throw reason;
      case BlockFailure.Abandoned _ -> throw new IllegalStateException("to be asked for again");
    };
  }

  /// Bytes of the current version that are in memory, now; null if not all are.
  @Nullable Lease atHand(Wanted wanted, long offset, long end) {
    Lease lease = there(wanted.version(), offset, end);
    if (lease != null) {
      foresee(wanted, offset, end);
    }
    return lease;
  }

  /// Whatever goes wrong with a guess must not keep a reader from the blocks that he has claimed,
  /// for which others may wait, too.
  private void foresee(Wanted wanted, long offset, long end) {
    try {
      foresight.read(wanted, offset, end);
    } catch (RuntimeException | Error e) {
      LOG.error("{}: reading ahead failed, a fault of Sluice", wanted.version().key(), e);
    }
  }

  /// Bytes that are in memory, now; null if not all are, or there is no room for a copy of those of
  /// several blocks.
  @Nullable Lease there(ObjectVersion version, long offset, long end) {
    List<Block> blocks = new ArrayList<>();
    try {
      for (long at = offset; at < end; ) {
        Block block = memory.find(version, at);
        if (block == null) {
          return null;
        }
        blocks.add(block);
        if (!block.has((int) (Math.min(block.end(), end) - block.start()))) {
          return null;
        }
        at = block.end();
      }
      return reply(blocks, offset, end, count -> memory.lease(count, Duration.ZERO));
    } finally {
      blocks.forEach(Block::release);
    }
  }

  /// A reply of bytes that are there: straight from their block, or a copy if they lie in several.
  ///
  /// @param memoryForCopy may give null
  /// @return null if there is no memory for a copy, or some bytes were damaged in memory, and are
  ///   dropped
  private @Nullable Lease reply(
      List<Block> blocks, long offset, long end, IntFunction<@Nullable Lease> memoryForCopy) {
    for (Block block : blocks) {
      int from = from(block, offset);
      int count = count(block, offset, end);
      if (count > 0 && !block.isUndamaged(from, count)) {
        LOG.error(
            "{}: bytes were damaged in memory; they are fetched again", block.version().key());
        memory.drop(block, new BlockFailure.Abandoned());
        return null;
      }
    }
    Block first = blocks.getFirst();
    if (end <= first.end()) {
      first.hold();
      return new BlockLease(first, from(first, offset), count(first, offset, end));
    }
    Lease lease = memoryForCopy.apply((int) (end - offset));
    return lease == null ? null : copy(blocks, offset, end, lease);
  }

  /// A block of which nothing is wanted may have no memory yet.
  private static Lease copy(List<Block> blocks, long offset, long end, Lease into) {
    ByteBuffer buffer = into.buffer();
    boolean isCopied = false;
    try {
      for (Block block : blocks) {
        int count = count(block, offset, end);
        if (count > 0) {
          buffer.put(block.slice(from(block, offset), count));
        }
      }
      buffer.flip();
      isCopied = true;
      return into;
    } finally {
      if (!isCopied) {
        into.close();
      }
    }
  }

  private static int from(Block block, long offset) {
    return (int) Math.max(0, offset - block.start());
  }

  private static int count(Block block, long offset, long end) {
    return (int) Math.max(0, Math.min(end, block.end()) - Math.max(offset, block.start()));
  }
}
