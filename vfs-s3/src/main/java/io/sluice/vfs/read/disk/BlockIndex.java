package io.sluice.vfs.read.disk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which blocks the cache has, within its bounds. Knows no files: what it lets go, others delete.
/// For one thread at a time.
final class BlockIndex {
  private final long mostBytes;
  private final int mostBlocks;
  private final BlockSlots table = new BlockSlots();
  private final EvictionOrder order;

  /// @param mostBytes of disk
  BlockIndex(long mostBytes, int mostBlocks) {
    this.mostBytes = mostBytes;
    this.mostBlocks = mostBlocks;
    this.order = new EvictionOrder(table, mostBlocks);
  }

  /// Disk that the blocks take.
  long bytes() {
    return order.bytes();
  }

  int blocks() {
    return table.size();
  }

  /// The block that covers the start of `name` in its version, which is used by that; null if none
  /// does.
  @Nullable BlockName use(BlockName name) {
    int slot = table.covering(name);
    if (slot == BlockSlots.NONE) {
      return null;
    }
    order.used(slot);
    return table.name(slot);
  }

  /// Whether the block itself is there.
  boolean has(BlockName name) {
    return table.find(name) != BlockSlots.NONE;
  }

  /// Adds a block that came.
  ///
  /// @return those that must go, which may be this one
  List<BlockName> add(BlockName name) {
    if (!has(name)) {
      order.came(table.add(name));
    }
    return evict(0);
  }

  /// Adds a block that a former process left, as the one that goes last.
  ///
  /// @return a number for [#goesLast], [BlockSlots#NONE] if it is known already
  int restore(BlockName name) {
    if (has(name)) {
      return BlockSlots.NONE;
    }
    int slot = table.add(name);
    order.restored(slot);
    return slot;
  }

  /// Of all that were restored, this one shall go last. No harm if it is not there any more.
  void goesLast(int number) {
    order.goesLast(number);
  }

  /// Removes a block, if it is there.
  void remove(BlockName name) {
    int slot = table.find(name);
    if (slot != BlockSlots.NONE) {
      remove(slot);
    }
  }

  /// Takes out as many blocks as it needs to be within its bounds, and to free so many bytes.
  List<BlockName> evict(long bytes) {
    List<BlockName> evicted = new ArrayList<>();
    long most = Math.min(mostBytes, bytes() - bytes);
    while (blocks() > 0 && (bytes() > most || blocks() > mostBlocks)) {
      int slot = order.next();
      evicted.add(table.name(slot));
      remove(slot);
    }
    return evicted;
  }

  private void remove(int slot) {
    order.gone(slot);
    table.remove(slot);
  }
}
