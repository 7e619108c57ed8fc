package io.sluice.vfs.inode.listing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The listings in memory, bounded by their bytes; the page used longest ago goes first.
///
/// One lock for all, held for a look into two maps and never over a request.
public final class ListingCache {
  private record PageKey(FileId directory, ListingPosition after) {}

  private final long mostBytes;
  private final DirectoryTimes times;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<FileId, DirectoryListing> directories = new HashMap<>();

  @GuardedBy("lock")
  private final LinkedHashMap<PageKey, ListingPage> byUse = new LinkedHashMap<>(16, 0.75f, true);

  @GuardedBy("lock")
  private long bytes;

  /// @param mostBytes that all pages together may take
  /// @param times told when a directory changed, or can no longer be compared
  public ListingCache(long mostBytes, DirectoryTimes times) {
    this.mostBytes = mostBytes;
    this.times = times;
  }

  /// The page that would show a name at this position, of whatever age, or null.
  public @Nullable ListingPage covering(FileId directory, ListingPosition position) {
    synchronized (lock) {
      DirectoryListing listing = directories.get(directory);
      return listing == null ? null : used(directory, listing.covering(position));
    }
  }

  /// Whether anything of a directory is in memory.
  public boolean has(FileId directory) {
    synchronized (lock) {
      return directories.containsKey(directory);
    }
  }

  /// The last page that begins at or before a position, of whatever age, or null.
  public @Nullable ListingPage from(FileId directory, ListingPosition position) {
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
  ///
  /// @return how many of its names other pages had shown before
  public int put(FileId directory, ListingPage page) {
    synchronized (lock) {
      DirectoryListing listing =
          directories.computeIfAbsent(directory, id -> new DirectoryListing());
      DirectoryListing.Taken taken = listing.put(page);
      taken.removed().forEach(old -> forget(directory, old));
      taken.added().forEach(one -> keep(directory, one));
      boolean isIncomparable =
          taken.removed().isEmpty() && page.after().equals(ListingPosition.START);
      if (taken.changed() || (isIncomparable && times.takeAllAbsences(directory))) {
        times.touch(directory);
      }
      evict();
      return taken.known();
    }
  }

  @GuardedBy("lock")
  private void keep(FileId directory, ListingPage page) {
    byUse.put(new PageKey(directory, page.after()), page);
    bytes += page.heapBytes();
  }

  /// Drops what was used longest ago. A directory of which pages are gone cannot be compared any
  /// more, so it counts as changed when it is looked at again.
  @GuardedBy("lock")
  private void evict() {
    Iterator<Map.Entry<PageKey, ListingPage>> oldest = byUse.entrySet().iterator();
    while (bytes > mostBytes && byUse.size() > 1) {
      Map.Entry<PageKey, ListingPage> entry = oldest.next();
      oldest.remove();
      bytes -= entry.getValue().heapBytes();
      FileId directory = entry.getKey().directory();
      times.gaveAbsence(directory, entry.getValue().askedAt());
      times.lostPage(directory, entry.getValue().askedAt());
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
    bytes -= page.heapBytes();
  }

  /// The memory that the pages take.
  public long bytes() {
    synchronized (lock) {
      return bytes;
    }
  }
}
