package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.HiddenKeys;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.SillyFiles;
import io.sluice.vfs.s3.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The names of one export: which exist, what they are, and what a directory holds. Answers from
/// what listings and single requests have shown, as long as that is fresh; asks S3 for the rest.
///
/// Safe for any number of threads. Holds no lock while S3 is asked.
public final class Namespace {
  /// What the views of a namespace share.
  private record Shared(
      NamespaceTables tables,
      Walks walks,
      ListingRuns runs,
      SingleRuns singles,
      Ttl ttl,
      LongSupplier ticker) {}

  private final Shared shared;
  private final NamespaceTables tables;
  private final NameLookup single;
  private final Directories directories;

  private Namespace(Shared shared, NameSource source) {
    this.shared = shared;
    this.tables = shared.tables();
    Ttl ttl = shared.ttl();
    LongSupplier ticker = shared.ticker();
    DirectoryReader reader =
        new DirectoryReader(tables, source, shared.runs(), shared.walks(), ttl, ticker);
    this.single =
        new NameLookup(tables, source, reader, shared.walks(), shared.singles(), ttl, ticker);
    this.directories = new Directories(tables, reader, single, shared.walks(), ttl, ticker);
  }

  /// The names below a prefix of a bucket.
  ///
  /// @param prefix of every key, empty or with `/` at its end
  /// @param inodes of this export
  /// @param local its directories that S3 does not have
  public static Namespace open(
      ObjectStore store,
      String prefix,
      InodeTable inodes,
      LocalDirectories local,
      NamespaceOptions options) {
    NamespaceTables tables =
        NamespaceTables.of(prefix, inodes, local, store.listsInOrder(), options);
    NameSource source = new StoreNames(store, prefix, tables.own(), options);
    Walks walks = new Walks(tables, source, options);
    ListingRuns runs = new ListingRuns(tables, new ListingFetcher(tables, source), options);
    Shared shared =
        new Shared(tables, walks, runs, new SingleRuns(), options.ttl(), options.ticker());
    return new Namespace(shared, source);
  }

  /// The same names, answering from memory only: what would ask S3 throws `NOT_AT_HAND`.
  public Namespace atHand() {
    return new Namespace(shared, new NotAtHand());
  }

  /// What is remembered, for those who change names.
  NamespaceTables tables() {
    return tables;
  }

  /// Nanoseconds that only grow, by which ages are told.
  public LongSupplier ticker() {
    return shared.ticker();
  }

  /// A directory with the time of its last change.
  Inode.Directory directory(FileId id) {
    return directories.directory(id);
  }

  /// Where ids stand.
  public InodeTable inodes() {
    return tables.inodes();
  }

  /// How many flat pages were asked for, for clients that walk.
  public long flatPages() {
    return shared.walks().flatPages();
  }

  /// How often a client was found to walk.
  public long walks() {
    return shared.walks().begun();
  }

  /// The memory that listings take.
  public long listingBytes() {
    return tables.listings().bytes();
  }

  /// The keys that could not be shown.
  public HiddenKeys hiddenKeys() {
    return tables.hidden();
  }

  /// The name in a directory, or empty, for a client who is told. A directory goes before a file of
  /// the same name.
  public Optional<Inode> lookup(FileId directory, FileName name) {
    return find(directory, name, true);
  }

  /// The same for nobody: no client remembers that the name was absent.
  public Optional<Inode> find(FileId directory, FileName name) {
    return find(directory, name, false);
  }

  private Optional<Inode> find(FileId directory, FileName name, boolean isTold) {
    directories.requireDirectory(directory);
    if (name.text().isEmpty()) {
      return Optional.empty();
    }
    Place asDirectory = new Place(directory, name, FileType.DIRECTORY);
    if (tables.local().holds(asDirectory)) {
      FileId id = tables.inodes().identify(asDirectory);
      return Optional.of(directories.existing(id, asDirectory));
    }
    Inode.File ours = ours(asDirectory);
    if (ours != null) {
      return Optional.of(ours);
    }
    NameLookup.Both seen = single.both(directory, name);
    if (seen.isDirectory() && directories.isStillThere(asDirectory)) {
      return Optional.of(directories.directory(tables.inodes().identify(asDirectory)));
    }
    if (seen.isDirectory() && seen.file() == null) {
      return find(directory, name, isTold); // the directory is gone, and may have shadowed a file
    }
    Optional<Inode> file = file(new Place(directory, name, FileType.REGULAR), seen);
    if (isTold && file.isEmpty()) {
      tables.times().gaveAbsence(directory, seen.askedAt(shared.ticker().getAsLong()));
    }
    return file;
  }

  /// A file that S3 need not be asked for, unless a directory is known to go before it; else null.
  private Inode.@Nullable File ours(Place asDirectory) {
    Place place = asDirectory.as(FileType.REGULAR);
    SillyFiles.Silly silly = tables.silly().under(place);
    if (silly != null) {
      return new Inode.File(silly.id(), silly.facts());
    }
    ObjectFacts facts = tables.files().facts(place);
    Seen before = facts == null ? null : tables.seen().newest(asDirectory);
    return facts == null || (before != null && before.exists())
        ? null
        : new Inode.File(tables.inodes().identify(place), facts);
  }

  private Optional<Inode> file(Place place, NameLookup.Both seen) {
    ObjectFacts facts = tables.files().facts(place);
    Seen file = seen.file();
    if (facts == null && file != null && !tables.silly().hides(place, file.facts())) {
      facts = file.facts();
    }
    return facts == null
        ? Optional.empty()
        : Optional.of(new Inode.File(tables.inodes().identify(place), facts));
  }

  /// What exists behind an id, fresh.
  ///
  /// @throws VfsException `STALE` if nothing does any more
  public Inode inode(FileId id) {
    Place place = tables.inodes().place(id);
    if (place == null || place.type() == FileType.DIRECTORY) {
      return directories.existing(id, place);
    }
    ObjectFacts ours = ours(id, place);
    return new Inode.File(id, ours != null ? ours : single.facts(place));
  }

  /// What is known behind an id, of whatever age; asks S3 only if nothing is.
  ///
  /// @throws VfsException `STALE` if nothing is there any more
  public Inode known(FileId id) {
    return tables.inodes().isDirectory(id) ? inode(id) : knownFile(id);
  }

  /// What is known of a file, of whatever age; asks S3 only if nothing is.
  public Inode.File knownFile(FileId id) {
    Place place = requireFile(id);
    ObjectFacts ours = ours(id, place);
    ObjectFacts known = ours != null ? ours : single.knownFacts(place);
    return new Inode.File(id, known != null ? known : single.askedFacts(place));
  }

  /// What was last seen of the object of a file; null if nothing was, or none was there.
  public @Nullable ObjectFacts lastFacts(FileId id) {
    Place place = tables.inodes().find(id);
    if (place == null) {
      return null;
    }
    ObjectFacts ours = ours(id, place);
    Seen seen = ours == null ? tables.seen().newest(place) : null;
    return seen != null && seen.exists() ? seen.facts() : ours;
  }

  /// What S3 says of a file now.
  ///
  /// @throws VfsException `STALE` if it is gone
  public Inode.File refreshedFile(FileId id) {
    Place place = requireFile(id);
    ObjectFacts ours = ours(id, place);
    return new Inode.File(id, ours != null ? ours : single.askedFacts(place));
  }

  /// The facts of a file that is not in S3, or has no name there any more; else null.
  private @Nullable ObjectFacts ours(FileId id, Place place) {
    SillyFiles.Silly silly = tables.silly().of(id);
    return silly != null ? silly.facts() : tables.files().facts(place);
  }

  /// Makes sure that a directory exists in which a name was looked up just now.
  ///
  /// @throws VfsException `STALE` if it is gone
  void requireThere(FileId directory, FileName lookedUp) {
    Place place = tables.inodes().place(directory);
    if (place == null || tables.local().holds(place)) {
      return;
    }
    Seen seen = single.fresh(place);
    ListingPage page =
        tables.listings().covering(directory, ListingPosition.of(lookedUp, FileType.REGULAR));
    boolean isListed =
        page != null
            && page.size() > 0
            && shared.ttl().isFresh(page.askedAt(), shared.ticker().getAsLong());
    boolean isKnown = isListed || (seen != null && seen.exists());
    if (!isKnown) {
      directories.existing(directory, place);
    }
  }

  private Place requireFile(FileId id) {
    Place place = tables.inodes().place(id);
    if (place == null || place.type() != FileType.REGULAR) {
      throw new VfsException(VfsError.IS_DIRECTORY, "a directory has no bytes");
    }
    return place;
  }

  /// The names that come after a position, at most `most` of them.
  public NamePage list(FileId directory, ListingPosition position, int most) {
    return directories.list(directory, position, most);
  }

  /// The files among the names that come after a position, as far as they are in memory.
  public List<Inode.File> filesInMemory(FileId directory, ListingPosition position, int most) {
    return directories.filesInMemory(directory, position, most);
  }
}
