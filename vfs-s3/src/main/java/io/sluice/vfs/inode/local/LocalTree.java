package io.sluice.vfs.inode.local;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPosition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Local directories in memory, and those above them. Any thread may read while one changes it;
/// [LocalDirectories] sees to it that it is one.
final class LocalTree {
  enum Origin {
    /// By `mkdir`.
    MADE,
    /// Its last name was removed here.
    KEPT
  }

  /// @param origin null for one that exists only as there are others, or local files, below it
  /// @param since ticker nanoseconds when it came to be
  /// @param below how many local directories and files have it above them
  record Entry(FileName name, @Nullable Origin origin, long since, int below) {}

  /// By parent, then in the order of listings.
  private final Map<FileId, ConcurrentNavigableMap<ListingPosition, Entry>> byParent =
      new ConcurrentHashMap<>();

  private final AtomicInteger count = new AtomicInteger();

  /// How many have an origin.
  int count() {
    return count.get();
  }

  /// Whether there is none at all.
  boolean isEmpty() {
    return byParent.isEmpty();
  }

  @Nullable Entry find(Place directory) {
    Map<ListingPosition, Entry> children = byParent.get(directory.parent());
    return children == null || directory.type() != FileType.DIRECTORY
        ? null
        : children.get(ListingPosition.of(directory.name(), FileType.DIRECTORY));
  }

  /// In the order of listings.
  List<FileName> names(FileId parent) {
    Map<ListingPosition, Entry> children = byParent.get(parent);
    return children == null ? List.of() : children.values().stream().map(Entry::name).toList();
  }

  /// Takes one in that has no origin yet.
  ///
  /// @param above the directories up to the root, which is not among them
  void put(Place directory, Origin origin, List<Place> above, long now) {
    count.incrementAndGet();
    update(directory, origin, 0, now);
    support(above, 1, now);
  }

  /// One that has an origin came to be once more.
  void renew(Place directory, long now) {
    Entry entry = find(directory);
    if (entry != null) {
      update(directory, entry.origin(), 0, now);
    }
  }

  /// Takes one out that has an origin.
  void take(Place directory, List<Place> above, long now) {
    count.decrementAndGet();
    update(directory, null, 0, now);
    support(above, -1, now);
  }

  /// Something local came to be below directories, or ended.
  ///
  /// @param above the directories up to the root, which is not among them
  /// @param change 1 or -1
  void support(List<Place> above, int change, long now) {
    for (Place directory : above) {
      Entry entry = find(directory);
      update(directory, entry == null ? null : entry.origin(), change, now);
    }
  }

  private void update(Place directory, @Nullable Origin origin, int change, long now) {
    Entry before = find(directory);
    int below = (before == null ? 0 : before.below()) + change;
    ConcurrentNavigableMap<ListingPosition, Entry> children =
        byParent.computeIfAbsent(directory.parent(), _ -> new ConcurrentSkipListMap<>());
    ListingPosition position = ListingPosition.of(directory.name(), FileType.DIRECTORY);
    if (origin == null && below == 0) {
      children.remove(position);
    } else {
      children.put(position, new Entry(directory.name(), origin, now, below));
    }
    if (children.isEmpty()) {
      byParent.remove(directory.parent());
    }
  }
}
