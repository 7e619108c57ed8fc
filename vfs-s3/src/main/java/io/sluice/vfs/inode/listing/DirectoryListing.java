package io.sluice.vfs.inode.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The pages of one directory that are in memory, of whatever age; no two of them tell of the same
/// position. Not thread-safe: [ListingCache] locks.
final class DirectoryListing {
  private final NavigableMap<ListingPosition, ListingPage> pages = new TreeMap<>();

  /// What taking in a page did.
  ///
  /// @param removed pages that are no longer here
  /// @param added pages that are new here: what is left of the removed ones, and of the page itself
  /// @param changed whether the page shows another directory than those that it meets
  /// @param known names of the page that a page not older than `since` had shown already
  record Taken(List<ListingPage> removed, List<ListingPage> added, boolean changed, int known) {}

  /// The page that would show a name at this position, or null.
  @Nullable ListingPage covering(ListingPosition position) {
    Map.Entry<ListingPosition, ListingPage> entry = pages.lowerEntry(position);
    return entry != null && entry.getValue().covers(position) ? entry.getValue() : null;
  }

  /// The last page that begins at or before a position, or null.
  @Nullable ListingPage from(ListingPosition position) {
    Map.Entry<ListingPosition, ListingPage> entry = pages.floorEntry(position);
    return entry == null ? null : entry.getValue();
  }

  /// Takes a page in. Where it meets others, the one that was asked for later counts.
  Taken put(ListingPage page) {
    List<ListingPage> met = meeting(page);
    List<ListingPage> added = new ArrayList<>();
    List<ListingPage> removed = new ArrayList<>();
    boolean changed = false;
    int known = 0;
    @Nullable ListingPage rest = page;
    for (ListingPage other : met) {
      known += page.namesWithin(other);
      changed |= !page.agreesWith(other); // who asked for the older one may be shown that
      if (other.askedAt() - page.askedAt() > 0) {
        rest = rest == null ? null : cut(rest, other, added);
      } else {
        removed.add(other);
        addAround(other, page, added);
      }
    }
    if (rest != null && !rest.isEmptyStretch()) {
      added.add(rest);
    }
    removed.forEach(old -> pages.remove(old.after()));
    added.forEach(one -> pages.put(one.after(), one));
    return new Taken(removed, added, changed, known);
  }

  /// The pages that tell of some position of which this one tells, in their order.
  private List<ListingPage> meeting(ListingPage page) {
    List<ListingPage> met = new ArrayList<>();
    Map.Entry<ListingPosition, ListingPage> before = pages.lowerEntry(page.after());
    if (before != null && before.getValue().goesOnAfter(page.after())) {
      met.add(before.getValue());
    }
    NavigableMap<ListingPosition, ListingPage> inside =
        page.through() == null
            ? pages.tailMap(page.after(), true)
            : pages.subMap(page.after(), true, page.through(), false);
    met.addAll(inside.values());
    return met;
  }

  /// Adds what stands before a newer page; returns what stands behind it, or null.
  private static @Nullable ListingPage cut(
      ListingPage rest, ListingPage newer, List<ListingPage> added) {
    if (rest.after().compareTo(newer.after()) < 0) {
      added.add(rest.between(rest.after(), newer.after()));
    }
    ListingPosition end = newer.through();
    return end != null && rest.goesOnAfter(end) ? rest.between(end, null) : null;
  }

  /// Adds what an older page tells of what stands before and behind a newer one.
  private static void addAround(ListingPage older, ListingPage newer, List<ListingPage> added) {
    if (older.after().compareTo(newer.after()) < 0) {
      added.add(older.between(older.after(), newer.after()));
    }
    ListingPosition end = newer.through();
    if (end != null && older.goesOnAfter(end)) {
      added.add(older.between(end, null));
    }
  }

  void remove(ListingPage page) {
    pages.remove(page.after(), page);
  }

  boolean isEmpty() {
    return pages.isEmpty();
  }
}
