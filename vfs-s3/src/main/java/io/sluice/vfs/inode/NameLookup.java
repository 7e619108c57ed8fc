package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.StorageTier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What S3 has of single names: from memory as long as it is fresh, else by HeadObject and
/// ListObjectsV2 of one key, or by a page of a listing where that tells more for no more requests.
final class NameLookup {
  /// HeadObject and ListObjectsV2.
  private static final int PROBE = 2;

  private final NamespaceTables tables;
  private final NameSource source;
  private final DirectoryReader directories;
  private final Walks walks;
  private final SingleRuns singles;
  private final Ttl ttl;
  private final LongSupplier ticker;

  NameLookup(
      NamespaceTables tables,
      NameSource source,
      DirectoryReader directories,
      Walks walks,
      SingleRuns singles,
      Ttl ttl,
      LongSupplier ticker) {
    this.tables = tables;
    this.source = source;
    this.directories = directories;
    this.walks = walks;
    this.singles = singles;
    this.ttl = ttl;
    this.ticker = ticker;
  }

  /// What is known of a name both as a directory and as a file; what is null is not known, and does
  /// not matter.
  record Both(@Nullable Seen directory, @Nullable Seen file) {
    /// A directory goes before a file, so the file of a directory need not be known.
    boolean isEnough() {
      return directory != null && (directory.exists() || file != null);
    }

    boolean isDirectory() {
      return directory != null && directory.exists();
    }

    /// When the older of both was asked for; `now` if nothing is known.
    long askedAt(long now) {
      long asDirectory = directory == null ? now : directory.askedAt();
      long asFile = file == null ? now : file.askedAt();
      return asDirectory - asFile < 0 ? asDirectory : asFile;
    }
  }

  /// Finds out what a name is.
  Both both(FileId directory, FileName name) {
    Place asDirectory = new Place(directory, name, FileType.DIRECTORY);
    Place asFile = new Place(directory, name, FileType.REGULAR);
    long since = ticker.getAsLong();
    Both known = new Both(fresh(asDirectory), fresh(asFile));
    if (known.isEnough()) {
      walks.hits(directory);
      return known;
    }
    source.requireMayWait();
    if (walks.listsFlat(directory, false, PROBE)) {
      known = known(asDirectory, asFile, since);
    }
    if (!known.isEnough() && singles.listsForLookup(directory, since)) {
      known = listed(directory, asDirectory, asFile, since);
    }
    return known.isEnough() ? known : asked(asDirectory, asFile, known, since);
  }

  /// Who creates files beside others in a directory waits for the page that one of them asks for:
  /// their names are near each other.
  private Both listed(FileId directory, Place asDirectory, Place asFile, long since) {
    boolean isListed = false;
    if (tables.own().areIn(directory)) {
      isListed = singles.leads(directory, () -> list(directory, asDirectory));
    }
    if (!isListed && !known(asDirectory, asFile, since).isEnough()) {
      list(directory, asDirectory);
    }
    return known(asDirectory, asFile, since);
  }

  private Both asked(Place asDirectory, Place asFile, Both known, long since) {
    walks.goesPlain(PROBE);
    if (known.file() != null) {
      askWhetherDirectory(asDirectory);
      return new Both(usable(asDirectory, since), known.file());
    }
    probe(asDirectory, asFile);
    return known(asDirectory, asFile, since);
  }

  private Both known(Place asDirectory, Place asFile, long since) {
    return new Both(usable(asDirectory, since), usable(asFile, since));
  }

  /// What is known of a name, if it is fresh or was asked for after a moment.
  private @Nullable Seen usable(Place place, long since) {
    Seen seen = tables.seen().newest(place);
    boolean isUsable =
        seen != null
            && (seen.askedAt() - since >= 0 || seen.isFresh(ttl, ticker.getAsLong()))
            && isSure(seen);
    return isUsable ? seen : null;
  }

  /// What is known of a name and fresh, or null.
  @Nullable Seen fresh(Place place) {
    Seen seen = tables.seen().newest(place);
    return seen != null && seen.isFresh(ttl, ticker.getAsLong()) && isSure(seen) ? seen : null;
  }

  /// Whether HeadObject would tell no more: a listing does not say if an archived object is
  /// restored.
  private static boolean isSure(Seen seen) {
    return seen.facts() == null || seen.facts().tier() != StorageTier.ARCHIVED_UNLESS_RESTORED;
  }

  /// Asks S3 for a name both as a directory and as a file.
  private void probe(Place asDirectory, Place asFile) {
    Answer<NameSource.Probe> probe = source.probe(tables.path(asFile));
    long askedAt = probe.askedAt();
    boolean isDirectory = probe.value().isDirectory();
    tables.seen().saw(asDirectory, Seen.directory(isDirectory, askedAt));
    tables.seen().saw(asFile, seen(probe.value().file(), askedAt));
  }

  /// Whether a directory of which nothing fresh is known exists.
  boolean directoryExists(FileId id, Place directory) {
    source.requireMayWait();
    boolean isListed = walks.listsFlat(id, false, 1);
    if (isListed && directories.inMemory(id, ListingPosition.START) != null) {
      return true;
    }
    walks.goesPlain(1);
    return askWhetherDirectory(directory);
  }

  private boolean askWhetherDirectory(Place directory) {
    Answer<Boolean> exists = source.isDirectory(tables.path(directory) + "/");
    tables.seen().saw(directory, Seen.directory(exists.value(), exists.askedAt()));
    return exists.value();
  }

  /// What is known of a file, of whatever age, or null; if it was seen to be absent just now, it
  /// throws. An older absence may have been disproved by a page that memory has dropped since.
  @Nullable ObjectFacts knownFacts(Place file) {
    Seen seen = tables.seen().newest(file);
    if (seen != null && !seen.exists()) {
      seen = fresh(file);
    }
    return seen != null && isSure(seen) ? requireThere(seen) : null;
  }

  /// The facts of a file: what is known and fresh, else what S3 tells.
  ///
  /// @throws VfsException `STALE` if it is gone
  ObjectFacts facts(Place file) {
    Seen seen = fresh(file);
    if (seen == null) {
      source.requireMayWait();
      long since = ticker.getAsLong();
      if (singles.listsForAttributes(file.parent(), since)) {
        list(file.parent(), file);
        seen = usable(file, since);
      }
    }
    return seen == null ? askedFacts(file) : requireThere(seen);
  }

  /// The facts of a file as HeadObject tells them now.
  ObjectFacts askedFacts(Place file) {
    source.requireMayWait();
    Answer<HeadOutcome> head = source.head(tables.path(file));
    Seen seen = seen(head.value(), head.askedAt());
    tables.seen().saw(file, seen);
    return requireThere(seen);
  }

  private static ObjectFacts requireThere(Seen seen) {
    if (seen.facts() == null) {
      throw new VfsException(VfsError.STALE, "the object is gone");
    }
    return seen.facts();
  }

  private static Seen seen(HeadOutcome outcome, long askedAt) {
    return switch (outcome) {
      case HeadOutcome.Found(var object) -> Seen.file(ObjectFacts.of(object), askedAt);
      case HeadOutcome.Missing _ -> Seen.absent(askedAt);
    };
  }

  /// Asks for the page of a listing in which a name would be: the first one of the directory if
  /// that may be it, else one that begins just before the name, or before names that this mount
  /// changed: who writes them side by side then needs one page for all.
  private void list(FileId directory, Place place) {
    if (ttl.positive().isZero() || !tables.order().isOfBytes()) {
      return;
    }
    ListingPosition position = ListingPosition.of(place.name(), place.type());
    ListingPage first = tables.listings().from(directory, ListingPosition.START);
    if (first == null || first.covers(position)) {
      first = page(directory, ListingPosition.START);
    }
    if (first != null && !first.covers(position)) {
      ListingPosition near = tables.own().shortlyBefore(directory, place.name());
      ListingPage page = near == null ? null : page(directory, near);
      if (page == null || !page.covers(position)) {
        page(directory, ListingPosition.before(place.name()));
      }
    }
  }

  private @Nullable ListingPage page(FileId directory, ListingPosition after) {
    try {
      return directories.refreshed(directory, after);
    } catch (VfsException e) {
      if (e.error() != VfsError.STALE) {
        throw e;
      }
      return null; // nothing is left in the directory: the name is asked for by itself
    }
  }
}
