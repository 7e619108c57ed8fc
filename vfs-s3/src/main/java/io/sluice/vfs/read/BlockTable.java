package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.ObjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which bytes of which objects are in memory or on their way. Those of one version never overlap,
/// so each byte is fetched once however many readers want it. Pure and not thread-safe:
/// [BlockMemory] locks.
final class BlockTable {
  private final Map<ObjectVersion, NavigableMap<Long, Block>> versions = new HashMap<>();
  private int size;

  /// The blocks that hold `[from, to)`, in order; for what was nowhere new ones, cut where the
  /// file's bytes are a multiple of [Block#MOST].
  ///
  /// @param made gets the new ones, in order
  List<Block> cover(ObjectVersion version, long from, long to, List<Block> made) {
    NavigableMap<Long, Block> blocks = versions.computeIfAbsent(version, v -> new TreeMap<>());
    List<Block> covering = new ArrayList<>();
    for (long at = from; at < to; ) {
      Block block = at(blocks, at);
      if (block == null) {
        block = new Block(version, at, length(blocks, at, to));
        blocks.put(at, block);
        size++;
        made.add(block);
      }
      covering.add(block);
      at = block.end();
    }
    return covering;
  }

  /// How many blocks there are.
  int size() {
    return size;
  }

  /// The block that holds this byte.
  @Nullable Block at(ObjectVersion version, long offset) {
    NavigableMap<Long, Block> blocks = versions.get(version);
    return blocks == null ? null : at(blocks, offset);
  }

  private static @Nullable Block at(NavigableMap<Long, Block> blocks, long offset) {
    Map.Entry<Long, Block> below = blocks.floorEntry(offset);
    return below != null && offset < below.getValue().end() ? below.getValue() : null;
  }

  private static int length(NavigableMap<Long, Block> blocks, long at, long to) {
    Long next = blocks.higherKey(at);
    long cut = (at / Block.MOST + 1) * Block.MOST;
    return (int) (Math.min(Math.min(cut, to), next == null ? to : next) - at);
  }

  /// Forgets a block; whether it was there.
  boolean remove(Block block) {
    NavigableMap<Long, Block> blocks = versions.get(block.version());
    if (blocks == null || !blocks.remove(block.start(), block)) {
      return false;
    }
    size--;
    if (blocks.isEmpty()) {
      versions.remove(block.version());
    }
    return true;
  }
}
