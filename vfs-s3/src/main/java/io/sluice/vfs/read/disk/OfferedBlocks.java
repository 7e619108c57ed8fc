package io.sluice.vfs.read.disk;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Blocks that were offered and are not on disk yet, each once, so that they can be taken back.
/// Bounded by those that may wait. Safe for any number of threads.
final class OfferedBlocks {
  /// Whether each is still wanted.
  private final ConcurrentMap<BlockName, Boolean> offers = new ConcurrentHashMap<>();

  /// A block is offered.
  ///
  /// @return false if it is already; else [#end] follows
  boolean begin(BlockName name) {
    return offers.putIfAbsent(name, true) == null;
  }

  /// A block must not come to the disk, if it is offered.
  void takeBack(BlockName name) {
    offers.replace(name, false);
  }

  /// Whether a block that is offered was not taken back.
  boolean isWanted(BlockName name) {
    return Boolean.TRUE.equals(offers.get(name));
  }

  /// A block is on disk, or does not come there.
  ///
  /// @return whether it was wanted until now
  boolean end(BlockName name) {
    return Boolean.TRUE.equals(offers.remove(name));
  }
}
