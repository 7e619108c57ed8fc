package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListedName;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.ObjectFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Directories as clients see them: what S3 has and what is local, each name once.
final class Directories {
  /// Who lists while thousands are created need not be right to the last of them.
  private static final int MOST_TRIES = 3;

  private final NamespaceTables tables;
  private final DirectoryReader reader;
  private final NameLookup single;
  private final Walks walks;
  private final Ttl ttl;
  private final LongSupplier ticker;

  Directories(
      NamespaceTables tables,
      DirectoryReader reader,
      NameLookup single,
      Walks walks,
      Ttl ttl,
      LongSupplier ticker) {
    this.tables = tables;
    this.reader = reader;
    this.single = single;
    this.walks = walks;
    this.ttl = ttl;
    this.ticker = ticker;
  }

  void requireDirectory(FileId id) {
    if (!tables.inodes().isDirectory(id)) {
      throw new VfsException(VfsError.NOT_DIRECTORY, "not a directory");
    }
  }

  /// A directory with its time.
  Inode.Directory directory(FileId id) {
    return new Inode.Directory(id, tables.times().of(id));
  }

  /// The directory behind an id, looked at again if what is known of it is stale.
  ///
  /// @param place null for the root
  /// @throws VfsException `STALE` if it is gone
  Inode.Directory existing(FileId id, @Nullable Place place) {
    if (place == null || tables.local().holds(place)) {
      refreshListing(id);
      return directory(id);
    }
    Seen seen = single.fresh(place);
    if (seen != null && !seen.exists() && isSeenAfterListing(id, seen)) {
      throw new VfsException(VfsError.STALE, "the directory was removed");
    }
    if (!refreshListing(id) && (seen == null || !seen.exists())) {
      requireExisting(id, place);
    }
    return directory(id);
  }

  /// Whether a directory was seen to be gone after it was last listed.
  private boolean isSeenAfterListing(FileId directory, Seen seen) {
    ListingPage first = tables.listings().from(directory, ListingPosition.START);
    return first != null && seen.askedAt() - first.askedAt() >= 0;
  }

  private void requireExisting(FileId id, Place place) {
    if (!single.directoryExists(id, place)) {
      throw new VfsException(VfsError.STALE, "nothing is left in the directory");
    }
  }

  /// Looks again at a directory of which clients may have a listing; false if that shows that it is
  /// gone.
  boolean isStillThere(Place directory) {
    try {
      refreshListing(tables.inodes().identify(directory));
      return true;
    } catch (VfsException e) {
      if (e.error() != VfsError.STALE) {
        throw e;
      }
      tables.seen().saw(directory, Seen.absent(ticker.getAsLong()));
      return false;
    }
  }

  /// If clients may have a listing of this directory, looks whether it changed; returns whether a
  /// fresh listing is there.
  private boolean refreshListing(FileId id) {
    ListingPage first = tables.listings().from(id, ListingPosition.START);
    boolean isFresh = first != null && ttl.isFresh(first.askedAt(), ticker.getAsLong());
    if (first == null || (!isFresh && walks.isUnseen(id))) {
      touchIfMissed(id);
      return false;
    }
    ListingPage known = isFresh ? first : reader.firstPage(id);
    touchIfMissed(id);
    if (isUncertain(id, known) && !reader.isAllLookedAt(id, known)) {
      touchAsUncompared(id);
    }
    walks.hits(id);
    return true;
  }

  /// Whether later pages of a directory may have changed since its time was set.
  private boolean isUncertain(FileId id, ListingPage first) {
    return !first.reachesEnd()
        && !ttl.isFresh(tables.times().setAt(id), ticker.getAsLong())
        && !reader.isAllInMemory(id, first);
  }

  /// Not all of the directory could be compared with what clients have of it.
  private void touchAsUncompared(FileId id) {
    tables.times().takeAllAbsences(id);
    tables.times().takeLost(id, asked -> true);
    tables.times().touch(id);
  }

  /// A client remembers a name as absent until the time of its directory moves; and as present,
  /// when the page that showed it is gone and was not compared with its successor.
  private void touchIfMissed(FileId directory) {
    long now = ticker.getAsLong();
    long setAt = tables.times().setAt(directory);
    boolean areOver =
        tables.times().takeAbsences(directory, asked -> !ttl.isFreshAbsence(asked, now));
    OptionalLong lost = tables.times().takeLost(directory, asked -> !ttl.isFresh(asked, now));
    boolean isLost = lost.isPresent() && wasShownSince(lost.getAsLong(), setAt);
    if (areOver || isLost) {
      tables.times().touch(directory);
    }
  }

  /// Whether clients may have been shown a page under the time of its directory that was set then.
  private boolean wasShownSince(long askedAt, long setAt) {
    return ttl.positive().isZero() || ttl.isFresh(askedAt, setAt);
  }

  /// The names that come after a position, at most `most` of them.
  NamePage list(FileId directory, ListingPosition position, int most) {
    requireDirectory(directory);
    ListingPosition from = position;
    while (true) {
      VisibleNames visible = visible(directory, from, most);
      ListingPosition through = visible.through();
      if (!visible.names().isEmpty() || through == null) {
        return finished(directory, visible.names(), through == null);
      }
      from = through;
    }
  }

  /// The files among the names that come after a position, as far as they are in memory: whoever
  /// wants to know them does not read the directory, and neither asks for pages nor moves its time.
  List<Inode.File> filesInMemory(FileId directory, ListingPosition position, int most) {
    List<Inode.File> files = new ArrayList<>();
    ListingPosition from = position;
    boolean isEmpty = true;
    while (from != null && isEmpty) {
      ListingPage page = reader.inMemory(directory, from);
      if (page == null) {
        return files;
      }
      VisibleNames visible = new VisibleNames(directory, page, from, most, reader, tables).take();
      for (ListedName name : visible.names()) {
        if (name.facts() != null) {
          Place place = new Place(directory, name.name(), name.type());
          files.add(new Inode.File(tables.inodes().identify(place), name.facts()));
        }
      }
      isEmpty = visible.names().isEmpty();
      from = visible.through();
    }
    return files;
  }

  /// What is visible of a page, with the changes that it does not show: a newer page that comes
  /// while both are looked at takes some of them away, and is looked at instead.
  private VisibleNames visible(FileId directory, ListingPosition from, int most) {
    long since = ticker.getAsLong();
    for (int i = 1; ; i++) {
      long forgotten = tables.own().forgotten();
      ListingPage page = reader.pageForReader(directory, from);
      VisibleNames visible = new VisibleNames(directory, page, from, most, reader, tables).take();
      boolean isNew = page.askedAt() - since >= 0;
      if (isNew || i == MOST_TRIES || forgotten == tables.own().forgotten()) {
        return visible;
      }
    }
  }

  private NamePage finished(FileId directory, List<ListedName> names, boolean reachedEnd) {
    if (reachedEnd && names.stream().anyMatch(ListedName::isDirectory)) {
      walks.wasRead(directory);
    }
    return new NamePage(inodes(directory, names), reachedEnd);
  }

  private List<NamePage.Name> inodes(FileId directory, List<ListedName> names) {
    List<Place> places = new ArrayList<>(names.size());
    for (ListedName name : names) {
      places.add(new Place(directory, name.name(), name.type()));
    }
    List<FileId> ids = tables.inodes().identifyAll(places);
    List<NamePage.Name> inodes = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      inodes.add(name(ids.get(i), names.get(i)));
    }
    return inodes;
  }

  private NamePage.Name name(FileId id, ListedName name) {
    ObjectFacts facts = name.facts();
    if (facts != null) {
      return new NamePage.Name(name.name(), new Inode.File(id, facts));
    }
    touchIfUnsure(id);
    return new NamePage.Name(name.name(), directory(id));
  }

  /// The listing of a directory carries the times of those in it, and a client that is told an old
  /// time goes on with what it has of such a directory. One that would be looked at again, were it
  /// asked for by itself, counts as changed, once.
  private void touchIfUnsure(FileId id) {
    touchIfMissed(id);
    ListingPage first = tables.listings().from(id, ListingPosition.START);
    if (first == null || walks.isUnseen(id)) {
      return;
    }
    boolean isStale = !ttl.isFresh(first.askedAt(), ticker.getAsLong());
    long setAt = tables.times().setAt(id);
    if (isStale && wasShownSince(first.askedAt(), setAt)) {
      tables.times().touch(id);
    } else if (!isStale && isUncertain(id, first)) {
      touchAsUncompared(id);
    }
  }
}
