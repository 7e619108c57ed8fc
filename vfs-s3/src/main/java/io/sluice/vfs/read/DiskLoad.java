package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.read.disk.BlockCache;
import io.sluice.vfs.read.disk.BlockId;
import java.nio.ByteBuffer;
import java.util.List;

/// Fills a block from the disk. Used by one thread.
final class DiskLoad {
  private final BlockCache cache;
  private final BlockMemory memory;
  private final BlockRoom memoryOf;

  DiskLoad(BlockCache cache, BlockMemory memory, BlockRoom memoryOf) {
    this.cache = cache;
    this.memory = memory;
    this.memoryOf = memoryOf;
  }

  /// Whether the block is full, or has failed for want of memory, and was let go; else it must be
  /// fetched.
  ///
  /// @param id a block on disk that covers it
  /// @param block held once for this
  boolean load(BlockId id, Block block) {
    try {
      memoryOf.give(List.of(block));
    } catch (VfsException noMemory) {
      memory.drop(block, memoryOf.failure(noMemory));
      block.release();
      return true;
    }
    if (!read(id, block)) {
      return false;
    }
    block.came(block.length());
    block.release();
    return true;
  }

  private boolean read(BlockId id, Block block) {
    if (id.start() == block.start() && id.length() == block.length()) {
      return cache.read(id, block.room(0));
    }
    try (Lease whole = memory.lease(id.length(), BlockMemory.PATIENCE)) {
      if (whole == null || !cache.read(id, whole.buffer())) {
        return false;
      }
      int from = (int) (block.start() - id.start());
      ByteBuffer part = whole.buffer().slice(from, block.length());
      block.room(0).put(part);
      return true;
    }
  }
}
