package io.sluice.vfs.inode;

import static java.util.Objects.requireNonNull;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Gives the pages of a directory: from memory as long as they are fresh, else by a request, its
/// own or one that is under way.
final class DirectoryReader {
  /// Requests of a reader that begins with a directory.
  private static final int LIST = 1;

  /// Pages looked at to tell whether a directory is wholly in memory: no longer than it takes to
  /// answer from memory.
  private static final int MOST_FOLLOWED = 32;

  /// Pages behind the first that one look at a directory may ask for. A look takes that many
  /// requests longer; a client that is told that the directory changed lists it anew, if it wants
  /// it, for as many.
  private static final int MOST_LOOKED_AT = 4;

  private final NamespaceTables tables;
  private final NameSource source;
  private final ListingFetcher fetcher;
  private final ListingRuns runs;
  private final Walks walks;
  private final Ttl ttl;
  private final LongSupplier ticker;

  DirectoryReader(
      NamespaceTables tables,
      NameSource source,
      ListingRuns runs,
      Walks walks,
      Ttl ttl,
      LongSupplier ticker) {
    this.tables = tables;
    this.source = source;
    this.fetcher = new ListingFetcher(tables, source);
    this.runs = runs;
    this.walks = walks;
    this.ttl = ttl;
    this.ticker = ticker;
  }

  /// The page in memory that tells what comes after a position, if it is fresh, else null.
  @Nullable ListingPage inMemory(FileId directory, ListingPosition position) {
    ListingPage known = tables.listings().from(directory, position);
    return known != null && known.goesOnAfter(position) && isFresh(directory, known) ? known : null;
  }

  /// The page that tells what comes after a position.
  ///
  /// @throws VfsException `STALE` if no key is in the directory any more
  ListingPage pageAfter(FileId directory, ListingPosition position) {
    ListingPage known = inMemory(directory, position);
    if (known == null) {
      source.requireMayWait();
      boolean isRest = !position.equals(ListingPosition.START);
      known = walks.awaitFlight(directory, isRest) ? inMemory(directory, position) : null;
    }
    while (known == null) {
      ListingPage before = tables.listings().from(directory, position);
      if (!runs.awaitFlight(directory, position, before)) {
        return asked(directory, position);
      }
      known = inMemory(directory, position);
    }
    return known;
  }

  /// The same for a client that reads the directory, for which the pages behind are asked for
  /// ahead.
  ListingPage pageForReader(FileId directory, ListingPosition position) {
    ListingPage page = inMemory(directory, position);
    if (page == null) {
      source.requireMayWait();
      page = listedFlat(directory, position);
    }
    if (page == null) {
      page = pageAfter(directory, position);
    }
    if (position.equals(ListingPosition.START)) {
      walks.hits(directory);
    }
    // The rest of a directory in which a flat page ends comes with the next one.
    if (page.reachesEnd() || !walks.isFlyingToRest(directory)) {
      runs.reads(directory, tables.inodes().path(directory), position, page);
    }
    return page;
  }

  /// The first page of a directory of which clients may have an older one.
  ListingPage firstPage(FileId directory) {
    source.requireMayWait();
    ListingPage page = listedFlat(directory, ListingPosition.START);
    return page == null ? asked(directory, ListingPosition.START) : page;
  }

  /// Whether all pages of a directory are in memory and fresh; not looked at to the end in very
  /// wide ones.
  boolean isAllInMemory(FileId directory, ListingPage first) {
    ListingPage page = first;
    for (int i = 0; i < MOST_FOLLOWED && page != null && !page.reachesEnd(); i++) {
      page = inMemory(directory, requireNonNull(page.through()));
    }
    return page != null && page.reachesEnd();
  }

  /// The same once what is stale behind the first page has been asked for again, which moves the
  /// time of the directory where it differs. Not tried for wide directories, nor where some of it
  /// is no longer there to be compared.
  boolean isAllLookedAt(FileId directory, ListingPage first) {
    if (!isFewRemembered(directory, first)) {
      return false;
    }
    ListingPage page = first;
    int asked = 0;
    for (int i = 0; i < MOST_FOLLOWED && !page.reachesEnd(); i++) {
      ListingPosition through = requireNonNull(page.through());
      ListingPage next = inMemory(directory, through);
      if (next == null && asked++ == MOST_LOOKED_AT) {
        return false;
      }
      page = next == null ? pageAfter(directory, through) : next;
    }
    return page.reachesEnd();
  }

  /// Whether all to the end is remembered, of whatever age, and what is behind the first page is
  /// not much. Single lookups cut pages into pieces, which one request replaces: names count, by
  /// the largest page.
  private boolean isFewRemembered(FileId directory, ListingPage first) {
    ListingPage page = first;
    int names = 0;
    int largest = first.size();
    for (int i = 0; i < MOST_FOLLOWED && !page.reachesEnd(); i++) {
      ListingPosition through = requireNonNull(page.through());
      ListingPage next = tables.listings().from(directory, through);
      if (next == null || !next.goesOnAfter(through)) {
        return false;
      }
      page = next;
      names += page.size();
      largest = Math.max(largest, page.size());
      if (names > MOST_LOOKED_AT * largest) {
        return false;
      }
    }
    return page.reachesEnd();
  }

  /// The page from a flat listing, or null.
  private @Nullable ListingPage listedFlat(FileId directory, ListingPosition position) {
    boolean isStart = position.equals(ListingPosition.START);
    if (!(isStart ? walks.listsFlat(directory, true, LIST) : walks.awaitFlight(directory, true))) {
      walks.goesPlain(LIST);
      return null;
    }
    ListingPage page = inMemory(directory, position);
    if (page == null || !page.reachesEnd()) {
      walks.wasPartial(directory);
    }
    if (page == null) {
      walks.goesPlain(LIST);
    }
    return page;
  }

  private ListingPage asked(FileId directory, ListingPosition position) {
    ListingFetcher.Fetched fetched =
        fetcher.page(directory, tables.inodes().path(directory), position);
    runs.came(directory, fetched);
    return fetched.page();
  }

  /// A page asked for now.
  ListingPage refreshed(FileId directory, ListingPosition after) {
    return fetcher.page(directory, tables.inodes().path(directory), after).page();
  }

  /// Whether a directory of its name stands behind a file in S3's listing, which hides it. S3 lists
  /// `d`, `d-x`, `d/`, so that a page may end between the two.
  ///
  /// @param page where the file is
  boolean isShadowed(FileId directory, ListingPage page, FileName file) {
    Place asDirectory = new Place(directory, file, FileType.DIRECTORY);
    if (tables.local().holds(asDirectory)) {
      return true;
    }
    Seen own = tables.own().of(asDirectory);
    if (own != null && own.askedAt() - page.askedAt() >= 0) {
      return own.exists();
    }
    ListingPosition position = ListingPosition.of(file, FileType.DIRECTORY);
    ListingPage decides = page.covers(position) ? page : covering(directory, position);
    if (decides == null && page.through() != null) {
      decides = pageAfter(directory, page.through());
    }
    if (decides == null || !decides.covers(position)) {
      return existsBehind(asDirectory, page.askedAt());
    }
    if (own != null && own.askedAt() - decides.askedAt() >= 0) {
      return own.exists(); // that page may be older than the one where the file is
    }
    return decides.find(file, FileType.DIRECTORY) != null;
  }

  private @Nullable ListingPage covering(FileId directory, ListingPosition position) {
    ListingPage page = tables.listings().covering(directory, position);
    return page != null && isFresh(directory, page) ? page : null;
  }

  /// Many names stand between the file and where its directory would be. What was known of that
  /// before the file was listed may be over by the time that it would be listed itself.
  private boolean existsBehind(Place asDirectory, long listedAt) {
    Seen seen = tables.seen().newest(asDirectory);
    if (seen == null || seen.askedAt() - listedAt < 0 || !seen.isFresh(ttl, ticker.getAsLong())) {
      source.requireMayWait();
      Answer<Boolean> answer = source.isDirectory(tables.path(asDirectory) + "/");
      seen = Seen.directory(answer.value(), answer.askedAt());
      tables.seen().saw(asDirectory, seen);
    }
    return seen.exists();
  }

  private boolean isFresh(FileId directory, ListingPage page) {
    return ttl.isFresh(page.askedAt(), ticker.getAsLong())
        && tables.own().trusts(directory, page.askedAt());
  }
}
