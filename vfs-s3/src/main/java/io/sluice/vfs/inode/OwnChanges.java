package io.sluice.vfs.inode;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What this mount itself put into S3 or removed from it, as long as something older may be
/// remembered of the same names: it is seen at once, whatever the TTL (semantics A5). What was
/// asked of S3 after a change takes its place.
///
/// Any thread may read; changes are noted one at a time.
final class OwnChanges {
  /// One name that was changed.
  ///
  /// @param seen what it is since then; its time is when S3 had done it
  record Change(Place place, Seen seen) {}

  /// Changes remembered, about 200 bytes each. Beyond, the older half is forgotten, and with it
  /// what is as old in listings: what is left is what was done in the last seconds, even by
  /// somebody who creates thousands of files a second.
  static final int MOST = 50_000;

  /// Few against the names of a page, many against writers side by side.
  private static final int A_FEW = 100;

  private final Object lock = new Object();
  private final Map<FileId, ConcurrentNavigableMap<ListingPosition, Change>> byDirectory =
      new ConcurrentHashMap<>();

  /// Listings of a directory from before this, in ticker nanoseconds, may lack names.
  private final Map<FileId, Long> floors = new ConcurrentHashMap<>();

  // written under `lock`, read by all
  private volatile @Nullable Long floorOfAll;
  private volatile long epoch;
  private volatile long listingEpoch;

  private final AtomicLong forgotten = new AtomicLong();

  @GuardedBy("lock")
  private int count;

  /// Grows with each change. Requests that began in another epoch may show what was before.
  long epoch() {
    return epoch;
  }

  /// Grows when listings take the place of changes: whoever laid these over an older listing
  /// meanwhile may have missed some.
  long forgotten() {
    return forgotten.get();
  }

  /// As [#epoch] for listings, which files that were put since are laid over: who creates many
  /// files in a directory shares the requests for its listing all the same.
  long listingEpoch() {
    return listingEpoch;
  }

  /// A name came or went by our doing.
  void made(Place place, Seen seen) {
    synchronized (lock) {
      forgetOldIfFull();
      Change before =
          byDirectory
              .computeIfAbsent(place.parent(), _ -> new ConcurrentSkipListMap<>())
              .put(ListingPosition.of(place.name(), place.type()), new Change(place, seen));
      count += before == null ? 1 : 0;
      epoch++;
      listingEpoch += seen.exists() && seen.facts() != null ? 0 : 1;
    }
  }

  @GuardedBy("lock")
  private void forgetOldIfFull() {
    if (count < MOST) {
      return;
    }
    long[] times =
        LongStream.concat(
                floors.values().stream().mapToLong(Long::longValue),
                byDirectory.values().stream()
                    .flatMap(changes -> changes.values().stream())
                    .mapToLong(change -> change.seen().askedAt()))
            .toArray();
    // by difference, since ticker nanoseconds may overflow
    long origin = times[0];
    long[] sinceOrigin = LongStream.of(times).map(time -> time - origin).sorted().toArray();
    forgetThrough(origin + sinceOrigin[times.length / 2]);
  }

  @GuardedBy("lock")
  private void forgetThrough(long last) {
    floorOfAll = last + 1; // before the changes go, so that nobody misses both
    forgotten.incrementAndGet();
    floors.values().removeIf(floor -> floor - last <= 0);
    byDirectory
        .values()
        .forEach(
            changes -> changes.values().removeIf(change -> change.seen().askedAt() - last <= 0));
    byDirectory.values().removeIf(Map::isEmpty);
    count = floors.size() + byDirectory.values().stream().mapToInt(Map::size).sum();
  }

  /// Listings of a directory from before now are known to be wrong somewhere.
  void uncovered(FileId parent, long now) {
    synchronized (lock) {
      forgetOldIfFull();
      count += floors.put(parent, now) == null ? 1 : 0;
    }
  }

  /// The position of a changed name that stands a few changes before another name, or null.
  @Nullable ListingPosition shortlyBefore(FileId directory, FileName name) {
    ConcurrentNavigableMap<ListingPosition, Change> changes = byDirectory.get(directory);
    return changes == null
        ? null
        : changes
            .headMap(ListingPosition.of(name, FileType.REGULAR), false)
            .descendingKeySet()
            .stream()
            .limit(A_FEW)
            .reduce((_, farther) -> farther)
            .orElse(null);
  }

  /// Whether this mount changed names of a directory lately.
  boolean areIn(FileId directory) {
    return byDirectory.containsKey(directory);
  }

  /// What our last change made of a name, or null.
  @Nullable Seen of(Place place) {
    Map<ListingPosition, Change> changes = byDirectory.get(place.parent());
    Change change =
        changes == null ? null : changes.get(ListingPosition.of(place.name(), place.type()));
    return change == null ? null : change.seen();
  }

  /// The changes of a directory that a listing asked for at this time may not show.
  ///
  /// @param after the position before the first that matters
  /// @param through the last one; null for the end of the directory
  NavigableMap<ListingPosition, Change> notIn(
      FileId directory, long askedAt, ListingPosition after, @Nullable ListingPosition through) {
    ConcurrentNavigableMap<ListingPosition, Change> changes = byDirectory.get(directory);
    if (changes == null || (through != null && through.compareTo(after) <= 0)) {
      return Collections.emptyNavigableMap();
    }
    // a copy: a newer listing forgets changes that this one needs
    NavigableMap<ListingPosition, Change> inside =
        new TreeMap<>(
            through == null
                ? changes.tailMap(after, false)
                : changes.subMap(after, false, through, true));
    inside.values().removeIf(change -> change.seen().askedAt() - askedAt < 0);
    return inside;
  }

  /// Whether a listing asked for at this time may be used, together with [#notIn].
  boolean trusts(FileId directory, long askedAt) {
    Long floor = floors.get(directory);
    Long ofAll = floorOfAll;
    return (floor == null || askedAt - floor >= 0) && (ofAll == null || askedAt - ofAll >= 0);
  }

  /// S3 was asked for a name, and this came. It stays noted, since listings may be older.
  void saw(Place place, Seen seen) {
    if (byDirectory.containsKey(place.parent())) {
      synchronized (lock) {
        Map<ListingPosition, Change> changes = byDirectory.get(place.parent());
        Seen before = of(place);
        if (changes != null && before != null && seen.askedAt() - before.askedAt() >= 0) {
          changes.put(ListingPosition.of(place.name(), place.type()), new Change(place, seen));
        }
      }
    }
  }

  /// S3 was asked for a page of a directory, which takes the place of older changes.
  ///
  /// @return whether it shows one of them undone: clients may have been shown that name, or told
  ///   that it is gone, beside a listing that was as this one
  boolean superseded(FileId directory, ListingPage page) {
    Map<ListingPosition, Change> changes = byDirectory.get(directory);
    boolean isUndone = false;
    if (changes != null) {
      synchronized (lock) {
        for (Map.Entry<ListingPosition, Change> entry : changes.entrySet()) {
          Place place = entry.getValue().place();
          Seen seen = entry.getValue().seen();
          if (page.covers(entry.getKey()) && page.askedAt() - seen.askedAt() >= 0) {
            isUndone |= seen.exists() != (page.find(place.name(), place.type()) != null);
            forget(directory, entry.getKey());
          }
        }
      }
    }
    return isUndone;
  }

  @GuardedBy("lock")
  private void forget(FileId directory, ListingPosition position) {
    Map<ListingPosition, Change> changes = byDirectory.get(directory);
    if (changes != null && changes.containsKey(position)) {
      forgotten.incrementAndGet(); // before they go, so that nobody misses both
      changes.remove(position);
      count--;
      if (changes.isEmpty()) {
        byDirectory.remove(directory);
      }
    }
  }
}
