package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.DirectoryTimes;
import io.sluice.vfs.inode.listing.ListedName;
import io.sluice.vfs.inode.listing.ListingCache;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What single requests and listings have shown of names, of whatever age: the newest of both
/// counts. A name is remembered as a file and as a directory apart, since S3 can have both.
final class SeenNames {
  /// What a name takes beside its own bytes: entry of the cache, place, name, what was seen.
  private static final int NAME_BYTES = 300;

  private final Cache<Place, Seen> single;
  private final ListingCache listings;
  private final DirectoryTimes times;
  private final OwnChanges own;

  /// @param mostBytes for names outside of listings, absent ones included
  SeenNames(ListingCache listings, DirectoryTimes times, OwnChanges own, long mostBytes) {
    this.single =
        Caffeine.newBuilder()
            .executor(Runnable::run) // its upkeep is shorter than handing it to a thread
            .maximumWeight(mostBytes)
            .weigher((Place place, Seen _) -> NAME_BYTES + place.name().length())
            .build();
    this.listings = listings;
    this.times = times;
    this.own = own;
  }

  /// The newest that was seen of a name as a file or as a directory, or null.
  @Nullable Seen newest(Place place) {
    return Seen.newer(own.of(place), Seen.newer(single.getIfPresent(place), listed(place)));
  }

  /// What a listing shows: all that S3 has, a file behind a directory of its name too.
  private @Nullable Seen listed(Place place) {
    ListingPage page =
        listings.covering(place.parent(), ListingPosition.of(place.name(), place.type()));
    if (page == null) {
      return null;
    }
    ListedName name = page.find(place.name(), place.type());
    if (name != null) {
      return new Seen(true, name.facts(), page.askedAt());
    }
    return own.trusts(place.parent(), page.askedAt()) ? Seen.absent(page.askedAt()) : null;
  }

  /// A request showed this. If it came or went since it was seen last, its directory has changed.
  void saw(Place place, Seen seen) {
    Seen before = newest(place);
    own.saw(place, seen);
    remember(place, seen);
    boolean isOther = before == null ? hides(place, seen) : before.exists() != seen.exists();
    if (isOther) {
      times.touch(place.parent());
    }
    if (isOther || (before != null && isReplaced(before, seen))) {
      own.uncovered(place.parent(), seen.askedAt()); // a listing in memory may show it otherwise
    }
  }

  /// Whether another object is there: a client that has seen its size takes that of the one before,
  /// which a listing in memory would show after that, for a file that was cut off.
  private static boolean isReplaced(Seen before, Seen seen) {
    return before.facts() != null
        && seen.facts() != null
        && !Objects.equals(before.facts().eTag(), seen.facts().eTag());
  }

  /// Whether a directory of which nothing was known now hides a file that was seen.
  private boolean hides(Place place, Seen seen) {
    if (place.type() != FileType.DIRECTORY || !seen.exists()) {
      return false;
    }
    Seen file = newest(place.as(FileType.REGULAR));
    return file != null && file.exists();
  }

  /// This mount made or removed a name, which is so now.
  void made(Place place, Seen seen) {
    own.made(place, seen);
    remember(place, seen);
  }

  private void remember(Place place, Seen seen) {
    single
        .asMap()
        .merge(place, seen, (old, fresh) -> Objects.requireNonNull(Seen.newer(fresh, old)));
  }
}
