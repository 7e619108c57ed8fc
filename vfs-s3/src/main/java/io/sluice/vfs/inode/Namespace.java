package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.StorageTier;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The names of one export: which exist, what they are, and what a directory holds. Answers from
/// what listings and single requests have shown, as long as that is fresh; asks S3 for the rest.
///
/// Safe for any number of threads. Holds no lock while S3 is asked.
public final class Namespace {
  /// Names in listings in memory, about 200 bytes each.
  private static final int MOST_LISTED = 100_000;

  private final NamespaceTables tables;
  private final NameSource source;
  private final DirectoryReader directories;
  private final ListingOverlay overlay;
  private final Ttl ttl;
  private final LongSupplier ticker;

  private Namespace(NamespaceTables tables, NameSource source, Ttl ttl, LongSupplier ticker) {
    this.tables = tables;
    this.source = source;
    this.directories = new DirectoryReader(tables, source, ttl, ticker);
    this.overlay = new ListingOverlay(tables.local(), tables.own());
    this.ttl = ttl;
    this.ticker = ticker;
  }

  /// The names below a prefix of a bucket.
  ///
  /// @param prefix of every key, empty or with `/` at its end
  /// @param inodes of this export
  /// @param local its directories that S3 does not have
  /// @param clock for the times of directories
  /// @param ticker nanoseconds that only grow, for ages
  public static Namespace open(
      ObjectStore store,
      String prefix,
      InodeTable inodes,
      LocalDirectories local,
      Ttl ttl,
      InstantSource clock,
      LongSupplier ticker) {
    DirectoryTimes times = new DirectoryTimes(clock);
    ListingCache listings = new ListingCache(MOST_LISTED, times);
    OwnChanges own = new OwnChanges();
    SeenNames seen = new SeenNames(listings, times, own);
    NamespaceTables tables =
        new NamespaceTables(prefix, inodes, listings, seen, times, new HiddenKeys(), local, own);
    return new Namespace(tables, new StoreNames(store, prefix, own), ttl, ticker);
  }

  /// The same names, answering from memory only: what would ask S3 throws `NOT_AT_HAND`.
  public Namespace atHand() {
    return new Namespace(tables, new NotAtHand(), ttl, ticker);
  }

  /// The name in a directory, or empty. A directory goes before a file of the same name.
  public Optional<Inode> lookup(FileId directory, FileName name) {
    requireDirectory(directory);
    if (name.text().isEmpty()) {
      return Optional.empty();
    }
    Place asDirectory = new Place(directory, name, FileType.DIRECTORY);
    if (tables.local().holds(asDirectory)) {
      return Optional.of(localDirectory(identify(asDirectory)));
    }
    Place asFile = new Place(directory, name, FileType.REGULAR);
    Seen seenDirectory = fresh(asDirectory);
    Seen seenFile = fresh(asFile);
    boolean isKnown = seenDirectory != null && (seenDirectory.exists() || seenFile != null);
    if (!isKnown) {
      probe(asDirectory, asFile);
      seenDirectory = tables.seen().newest(asDirectory);
      seenFile = tables.seen().newest(asFile);
    }
    Optional<Inode> found = found(asDirectory, seenDirectory, asFile, seenFile);
    boolean wasShadowed = found.isEmpty() && isKnown && seenFile == null;
    return wasShadowed ? lookup(directory, name) : found;
  }

  private Optional<Inode> found(
      Place asDirectory, @Nullable Seen directory, Place asFile, @Nullable Seen file) {
    if (directory != null && directory.exists() && isStillThere(asDirectory)) {
      return Optional.of(directory(identify(asDirectory)));
    }
    if (file != null && file.facts() != null) {
      return Optional.of(new Inode.File(identify(asFile), file.facts()));
    }
    tables.times().gaveAbsence(asFile.parent(), ticker.getAsLong());
    return Optional.empty();
  }

  /// Looks again at a directory of which clients may have a listing; false if that shows that it is
  /// gone.
  private boolean isStillThere(Place directory) {
    try {
      refreshListing(identify(directory));
      return true;
    } catch (VfsException e) {
      if (e.error() != VfsError.STALE) {
        throw e;
      }
      tables.seen().saw(directory, Seen.absent(ticker.getAsLong()));
      return false;
    }
  }

  /// Asks S3 for a name both as a directory and as a file.
  private void probe(Place asDirectory, Place asFile) {
    long askedAt = ticker.getAsLong();
    NameSource.Probe probe = source.probe(pathOf(asFile));
    tables
        .seen()
        .saw(asDirectory, probe.isDirectory() ? Seen.directory(askedAt) : Seen.absent(askedAt));
    tables.seen().saw(asFile, seen(probe.file(), askedAt));
  }

  /// What is remembered, for those who change names.
  NamespaceTables tables() {
    return tables;
  }

  /// Nanoseconds that only grow, by which ages are told.
  LongSupplier ticker() {
    return ticker;
  }

  /// A directory with the time of its last change.
  Inode.Directory directory(FileId id) {
    return new Inode.Directory(id, tables.times().of(id));
  }

  /// Where ids stand.
  public InodeTable inodes() {
    return tables.inodes();
  }

  /// The keys that could not be shown.
  public HiddenKeys hiddenKeys() {
    return tables.hidden();
  }

  /// What exists behind an id, fresh.
  ///
  /// @throws VfsException `STALE` if nothing does any more
  public Inode inode(FileId id) {
    Place place = tables.inodes().place(id);
    if (place == null) {
      refreshListing(id);
      return directory(id);
    }
    return switch (place.type()) {
      case DIRECTORY -> existingDirectory(id, place);
      case REGULAR -> new Inode.File(id, facts(place, fresh(place)));
    };
  }

  /// What is known of a file, of whatever age; asks S3 only if nothing is.
  public Inode.File knownFile(FileId id) {
    Place place = tables.inodes().place(id);
    if (place == null || place.type() == FileType.DIRECTORY) {
      throw new VfsException(VfsError.IS_DIRECTORY, "a directory has no bytes");
    }
    Seen seen = tables.seen().newest(place);
    return new Inode.File(id, facts(place, seen != null && isSure(seen) ? seen : null));
  }

  /// Asks S3 what a file is now, whatever is known of it.
  public Inode.File refreshedFile(FileId id) {
    Place place = tables.inodes().place(id);
    if (place == null) {
      throw new VfsException(VfsError.IS_DIRECTORY, "the root is a directory");
    }
    return new Inode.File(id, facts(place, null));
  }

  /// The facts of a file that was seen, or those that HeadObject tells.
  private ObjectFacts facts(Place place, @Nullable Seen seen) {
    Seen newest = seen;
    if (newest == null) {
      long askedAt = ticker.getAsLong();
      newest = seen(source.head(pathOf(place)), askedAt);
      tables.seen().saw(place, newest);
    }
    ObjectFacts facts = newest.facts();
    if (facts == null) {
      throw new VfsException(VfsError.STALE, "the object is gone");
    }
    return facts;
  }

  private static Seen seen(HeadOutcome outcome, long askedAt) {
    return switch (outcome) {
      case HeadOutcome.Found(var object) -> Seen.file(ObjectFacts.of(object), askedAt);
      case HeadOutcome.Missing _ -> Seen.absent(askedAt);
    };
  }

  /// A directory that exists whatever S3 has below it.
  private Inode localDirectory(FileId id) {
    refreshListing(id);
    return directory(id);
  }

  private Inode existingDirectory(FileId id, Place place) {
    if (tables.local().holds(place)) {
      return localDirectory(id);
    }
    Seen seen = fresh(place);
    if (seen != null && !seen.exists() && isSeenAfterListing(id, seen)) {
      throw new VfsException(VfsError.STALE, "the directory was removed");
    }
    if (!refreshListing(id) && (seen == null || !seen.exists())) {
      long askedAt = ticker.getAsLong();
      boolean exists = source.isDirectory(tables.inodes().path(id));
      tables.seen().saw(place, exists ? Seen.directory(askedAt) : Seen.absent(askedAt));
      if (!exists) {
        throw new VfsException(VfsError.STALE, "nothing is left in the directory");
      }
    }
    return directory(id);
  }

  /// Whether a directory was seen to be gone after it was last listed.
  private boolean isSeenAfterListing(FileId directory, Seen seen) {
    ListingPage first = tables.listings().from(directory, ListingPosition.START);
    return first != null && seen.askedAt() - first.askedAt() >= 0;
  }

  /// If clients may have a listing of this directory, looks whether it changed; returns whether a
  /// fresh listing is there.
  private boolean refreshListing(FileId id) {
    ListingPage first = tables.listings().from(id, ListingPosition.START);
    if (first == null) {
      touchIfAbsencesMayBeOver(id);
      return false;
    }
    if (!ttl.isFresh(first.askedAt(), ticker.getAsLong())) {
      ListingPage again =
          directories.pageAfter(id, tables.inodes().path(id), ListingPosition.START);
      tables.times().takeAbsences(id, asked -> true);
      if (!again.reachesEnd()) {
        // the pages behind it cannot be compared without asking for them all
        tables.times().touch(id);
      }
    }
    return true;
  }

  /// A client remembers a name as absent until the time of its directory moves.
  private void touchIfAbsencesMayBeOver(FileId directory) {
    long now = ticker.getAsLong();
    if (tables.times().takeAbsences(directory, asked -> !ttl.isFreshAbsence(asked, now))) {
      tables.times().touch(directory);
    }
  }

  /// The names that come after a position, at most `most` of them.
  public NamePage list(FileId directory, ListingPosition position, int most) {
    requireDirectory(directory);
    String path = tables.inodes().path(directory);
    ListingPosition from = position;
    while (true) {
      ListingPage page = directories.pageAfter(directory, path, from);
      List<ListedName> names = overlay.names(directory, from, page);
      if (!names.isEmpty() || page.reachesEnd()) {
        List<ListedName> taken = names.subList(0, Math.min(most, names.size()));
        return new NamePage(
            inodes(directory, taken), page.reachesEnd() && taken.size() == names.size());
      }
      from = page.through();
    }
  }

  private List<NamePage.Name> inodes(FileId directory, List<ListedName> names) {
    List<FileId> ids =
        tables
            .inodes()
            .identifyAll(
                names.stream()
                    .map(name -> new Place(directory, name.name(), name.type()))
                    .toList());
    return IntStream.range(0, names.size())
        .mapToObj(i -> new NamePage.Name(names.get(i).name(), inode(ids.get(i), names.get(i))))
        .toList();
  }

  private Inode inode(FileId id, ListedName name) {
    return name.facts() == null ? directory(id) : new Inode.File(id, name.facts());
  }

  private void requireDirectory(FileId id) {
    if (!tables.inodes().isDirectory(id)) {
      throw new VfsException(VfsError.NOT_DIRECTORY, "not a directory");
    }
  }

  private FileId identify(Place place) {
    return tables.inodes().identify(place.parent(), place.name(), place.type());
  }

  private String pathOf(Place place) {
    return tables.inodes().path(place.parent()) + place.name().text().orElseThrow();
  }

  private @Nullable Seen fresh(Place place) {
    Seen seen = tables.seen().newest(place);
    return seen != null && seen.isFresh(ttl, ticker.getAsLong()) && isSure(seen) ? seen : null;
  }

  /// Whether HeadObject would tell no more: a listing does not say if an archived object is
  /// restored.
  private static boolean isSure(Seen seen) {
    return seen.facts() == null || seen.facts().tier() != StorageTier.ARCHIVED_UNLESS_RESTORED;
  }
}
