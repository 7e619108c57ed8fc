package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.ObjectVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Blocks that were fetched for who has not asked for them yet: those of the object first of which
/// nobody was seen for the longest, and of each object in the order of their fetching. Pure and not
/// thread-safe: [BlockMemory] locks.
final class AheadBlocks {
  /// Ordered by `seenAt`.
  private final Map<ObjectVersion, Expected> objects = new LinkedHashMap<>();

  /// Of one object, at least one.
  private static final class Expected {
    private final Set<Block> blocks = new LinkedHashSet<>();
    private long seenAt;
  }

  /// One more, for a reader who is there.
  void add(Block block, long now) {
    Expected expected = objects.get(block.version());
    if (expected == null) {
      expected = new Expected();
    }
    expected.blocks.add(block);
    see(block.version(), expected, now);
  }

  /// Somebody reads the object.
  void see(ObjectVersion version, long now) {
    Expected expected = objects.get(version);
    if (expected != null) {
      see(version, expected, now);
    }
  }

  private void see(ObjectVersion version, Expected expected, long now) {
    expected.seenAt = now;
    objects.remove(version);
    objects.put(version, expected);
  }

  /// One less, if it is one of these.
  void remove(Block block) {
    Expected expected = objects.get(block.version());
    if (expected != null && expected.blocks.remove(block) && expected.blocks.isEmpty()) {
      objects.remove(block.version());
    }
  }

  /// Those that have come, of objects that nobody has read since `then`.
  List<Block> unseenSince(long then) {
    List<Block> unseen = new ArrayList<>();
    for (Expected expected : objects.values()) {
      if (expected.seenAt - then >= 0) {
        break;
      }
      expected.blocks.stream().filter(Block::isIdle).forEach(unseen::add);
    }
    return unseen;
  }

  /// All, as they are now.
  Iterable<Block> all() {
    return () -> objects.values().stream().flatMap(each -> each.blocks.stream()).iterator();
  }
}
