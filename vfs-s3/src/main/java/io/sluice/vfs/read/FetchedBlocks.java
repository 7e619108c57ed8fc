package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.BlockCache;
import io.sluice.vfs.read.disk.BlockId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the blocks of fetches. Safe for any number of threads.
final class FetchedBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(FetchedBlocks.class);

  private final BlockMemory memory;
  private final @Nullable BlockCache cache;

  FetchedBlocks(Blocks kept) {
    this.memory = kept.memory();
    this.cache = kept.disk();
  }

  /// A block has come from S3: the disk may keep it, too.
  ///
  /// @param block held once for this
  void keep(Block block) {
    if (cache == null) {
      block.release();
    } else {
      cache.offer(id(block), block.slice(0, block.length()), block::release);
    }
  }

  /// A block does not come.
  ///
  /// @param block held once for this
  void giveUp(Block block, BlockFailure reason) {
    memory.drop(block, reason);
    block.release();
  }

  /// Blocks that were kept turn out to be of an object that came damaged, nobody knows where.
  ///
  /// First from the disk, or who finds one gone from memory would fetch it back from there.
  void takeBack(Wanted wanted, List<Block> blocks) {
    LOG.error(
        "{}: came without the checksum that S3 tells of it; nothing of it is kept",
        wanted.version().key());
    for (Block block : blocks) {
      if (cache != null) {
        cache.remove(id(block));
      }
      memory.drop(block, new BlockFailure.Abandoned());
      dropWhatCameBack(block);
    }
  }

  /// It may have been dropped before, and have come back from the disk.
  private void dropWhatCameBack(Block damaged) {
    Block back = memory.find(damaged.version(), damaged.start());
    if (back != null) {
      memory.drop(back, new BlockFailure.Abandoned());
      back.release();
    }
  }

  private static BlockId id(Block block) {
    return new BlockId(block.version(), block.start(), block.length());
  }
}
