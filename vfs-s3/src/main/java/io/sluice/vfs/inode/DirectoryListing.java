package io.sluice.vfs.inode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The pages of one directory that are in memory, of whatever age. Not thread-safe: [ListingCache]
/// locks.
final class DirectoryListing {
  private final NavigableMap<ListingPosition, ListingPage> pages = new TreeMap<>();

  /// What a new page replaced, and whether the directory is another one than the replaced pages
  /// showed.
  record Replaced(List<ListingPage> pages, boolean changed) {}

  /// The page that would show a name at this position, or null.
  @Nullable ListingPage covering(ListingPosition position) {
    Map.Entry<ListingPosition, ListingPage> entry = pages.lowerEntry(position);
    return entry != null && entry.getValue().covers(position) ? entry.getValue() : null;
  }

  /// The page with the first name after a position: the last one that begins at or before it.
  @Nullable ListingPage from(ListingPosition position) {
    Map.Entry<ListingPosition, ListingPage> entry = pages.floorEntry(position);
    return entry == null ? null : entry.getValue();
  }

  /// Takes a page in, in place of all pages that begin inside of it.
  Replaced put(ListingPage page) {
    NavigableMap<ListingPosition, ListingPage> inside = inside(page);
    List<ListingPage> replaced = new ArrayList<>(inside.values());
    boolean changed =
        !replaced.isEmpty() && !(replaced.size() == 1 && replaced.getFirst().showsTheSameAs(page));
    inside.clear();
    pages.put(page.after(), page);
    return new Replaced(replaced, changed);
  }

  private NavigableMap<ListingPosition, ListingPage> inside(ListingPage page) {
    if (page.reachesEnd()) {
      return pages.tailMap(page.after(), true);
    }
    boolean isEmpty = page.through().equals(page.after());
    return pages.subMap(page.after(), true, page.through(), isEmpty);
  }

  void remove(ListingPage page) {
    pages.remove(page.after(), page);
  }

  boolean isEmpty() {
    return pages.isEmpty();
  }
}
