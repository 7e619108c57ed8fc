package io.sluice.vfs.inode;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The listings in memory, bounded by the number of their names; the page used longest ago goes
/// first.
///
/// One lock for all, held for a look into two maps and never over a request.
final class ListingCache {
  private record PageKey(FileId directory, ListingPosition after) {}

  private final int mostNames;
  private final DirectoryTimes times;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<FileId, DirectoryListing> directories = new HashMap<>();

  @GuardedBy("lock")
  private final LinkedHashMap<PageKey, ListingPage> byUse = new LinkedHashMap<>(16, 0.75f, true);

  @GuardedBy("lock")
  private int names;

  /// @param mostNames in all pages together
  /// @param times told when a directory changed, or can no longer be compared
  ListingCache(int mostNames, DirectoryTimes times) {
    this.mostNames = mostNames;
    this.times = times;
  }

  /// The page that would show a name at this position, of whatever age, or null.
  @Nullable ListingPage covering(FileId directory, ListingPosition position) {
    synchronized (lock) {
      DirectoryListing listing = directories.get(directory);
      return listing == null ? null : used(directory, listing.covering(position));
    }
  }

  /// The last page that begins at or before a position, of whatever age, or null.
  @Nullable ListingPage from(FileId directory, ListingPosition position) {
    synchronized (lock) {
      DirectoryListing listing = directories.get(directory);
      return listing == null ? null : used(directory, listing.from(position));
    }
  }

  @GuardedBy("lock")
  private @Nullable ListingPage used(FileId directory, @Nullable ListingPage page) {
    if (page != null) {
      byUse.get(new PageKey(directory, page.after()));
    }
    return page;
  }

  /// Takes a page in; moves the directory's time if it shows something else than the pages that it
  /// replaces, or may show a name that was said to be absent.
  void put(FileId directory, ListingPage page) {
    synchronized (lock) {
      DirectoryListing listing =
          directories.computeIfAbsent(directory, id -> new DirectoryListing());
      DirectoryListing.Replaced replaced = listing.put(page);
      replaced.pages().forEach(old -> forget(directory, old));
      byUse.put(new PageKey(directory, page.after()), page);
      names += weight(page);
      boolean isFirst = replaced.pages().isEmpty();
      if (replaced.changed() || (isFirst && times.takeAbsences(directory, given -> true))) {
        times.touch(directory);
      }
      evict();
    }
  }

  /// Drops what was used longest ago. A directory of which pages are gone cannot be compared any
  /// more, so it counts as changed: a client that looks again finds out.
  @GuardedBy("lock")
  private void evict() {
    Iterator<Map.Entry<PageKey, ListingPage>> oldest = byUse.entrySet().iterator();
    while (names > mostNames && byUse.size() > 1) {
      Map.Entry<PageKey, ListingPage> entry = oldest.next();
      oldest.remove();
      names -= weight(entry.getValue());
      FileId directory = entry.getKey().directory();
      times.touch(directory);
      DirectoryListing listing = directories.get(directory);
      if (listing != null) {
        listing.remove(entry.getValue());
        if (listing.isEmpty()) {
          directories.remove(directory);
        }
      }
    }
  }

  @GuardedBy("lock")
  private void forget(FileId directory, ListingPage page) {
    byUse.remove(new PageKey(directory, page.after()));
    names -= weight(page);
  }

  /// An empty page takes room as well.
  private static int weight(ListingPage page) {
    return 1 + page.names().size() + page.undecided().size();
  }
}
