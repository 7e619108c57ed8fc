package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListedName;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.s3.ListPage;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lists flat, and ahead, for clients that walk through directories. A [Walk] for each directory
/// whose subdirectories are asked for decides, under its own lock; requests are made without one.
final class Walks {
  /// Directories with walks, the one used longest ago is forgotten: its walker begins to be known
  /// again.
  private static final int MOST_WALKS = 2_000;

  /// Stands behind all names that there can be in a directory: no page begins there.
  private static final String BEHIND_ALL = Character.toString(Character.MAX_CODE_POINT);

  /// The walk below one directory.
  private static final class Below {
    final FileId directory;
    final String path;

    @GuardedBy("this")
    final Walk walk = new Walk();

    /// The pages under way, by where they begin, until what they tell is in the tables; written and
    /// read under the lock, waited for without it.
    @GuardedBy("this")
    final NavigableMap<ListingPosition, CompletableFuture<Boolean>> flights = new TreeMap<>();

    Below(FileId directory, String path) {
      this.directory = directory;
      this.path = path;
    }
  }

  private final NamespaceTables tables;
  private final FlatFetcher fetcher;
  private final Ttl ttl;
  private final LongSupplier ticker;
  private final Executor background;
  private final Cache<FileId, Below> walks = Caffeine.newBuilder().maximumSize(MOST_WALKS).build();

  private final LongAdder begun = new LongAdder();

  @GuardedBy("ledger")
  private final RequestLedger ledger = new RequestLedger();

  Walks(NamespaceTables tables, NameSource source, NamespaceOptions options) {
    this.tables = tables;
    this.fetcher = new FlatFetcher(tables, source);
    this.ttl = options.ttl();
    this.ticker = options.ticker();
    this.background = options.background();
  }

  /// How often a flat listing was begun since a client was seen to walk.
  long begun() {
    return begun.sum();
  }

  /// How many flat pages were asked for.
  long flatPages() {
    return fetcher.pages();
  }

  /// A directory was read to its end, and it has subdirectories.
  void wasRead(FileId directory) {
    if (mayListFlat()) {
      Below below = below(directory);
      synchronized (below) {
        below.walk.wasRead(ticker.getAsLong());
      }
    }
  }

  /// A client was answered about the inside of a directory from memory.
  void hits(FileId directory) {
    if (!fetcher.isSeen(directory)) {
      return;
    }
    synchronized (ledger) {
      ledger.plain(1, ticker.getAsLong());
    }
    Below goesOn = hitsAbove(directory);
    if (goesOn != null) {
      extend(goesOn);
    }
  }

  /// Tells the walks above a directory; returns the one that may go on, the innermost of several:
  /// two that list the same ahead would cost twice.
  private @Nullable Below hitsAbove(FileId directory) {
    Below goesOn = null;
    String way = "";
    Place place = tables.inodes().find(directory);
    while (place != null) {
      way = place.name().text().orElseThrow() + "/" + way;
      Below below = walks.getIfPresent(place.parent());
      if (below != null) {
        synchronized (below) {
          below.walk.hits(ListingPosition.of(way));
          goesOn = goesOn == null && below.walk.goesOn() ? below : goesOn;
        }
      }
      place = tables.inodes().find(place.parent());
    }
    return goesOn;
  }

  /// A client wants what is not in memory of the inside of a directory. Returns whether a flat
  /// page, asked for now or under way already, may have told of it.
  ///
  /// @param isListing whether it reads the directory
  /// @param cost requests that it takes without a flat page
  boolean listsFlat(FileId directory, boolean isListing, int cost) {
    Place place = tables.inodes().find(directory);
    if (place == null || !mayListFlat()) {
      return false;
    }
    return awaitFlight(directory, false) || asksFlat(place, isListing, cost);
  }

  /// Whether what is in memory of a directory came ahead of clients, and none has been answered
  /// from it.
  boolean isUnseen(FileId directory) {
    return fetcher.isUnseen(directory);
  }

  /// A client is answered by so many requests of its own after all.
  void goesPlain(int cost) {
    synchronized (ledger) {
      ledger.plain(cost, ticker.getAsLong());
      ledger.asks(cost);
    }
  }

  /// A flat page for this directory told only a part of what was asked for, or nothing.
  void wasPartial(FileId directory) {
    Place place = tables.inodes().find(directory);
    Below below = place == null ? null : walks.getIfPresent(place.parent());
    if (below != null) {
      synchronized (below) {
        below.walk.wasPartial();
      }
    }
  }

  private boolean mayListFlat() {
    return !ttl.positive().isZero() && tables.order().isOfBytes();
  }

  private Below below(FileId directory) {
    return walks.get(directory, id -> new Below(id, tables.inodes().path(id)));
  }

  /// Waits for a flat page under way that may tell of a directory, or of the rest of one whose
  /// beginning is known; false if there is none.
  boolean awaitFlight(FileId directory, boolean isRest) {
    CompletableFuture<Boolean> flight = flightTo(directory, isRest);
    if (flight == null) {
      return false;
    }
    flight.join();
    return true;
  }

  /// Whether a flat page under way may tell of the rest of a directory whose beginning is known.
  boolean isFlyingToRest(FileId directory) {
    return flightTo(directory, true) != null;
  }

  private @Nullable CompletableFuture<Boolean> flightTo(FileId directory, boolean isRest) {
    String below = isRest ? BEHIND_ALL : "";
    Place place = tables.inodes().find(directory);
    while (place != null) {
      below = place.name().text().orElseThrow() + "/" + below;
      Below walked = walks.getIfPresent(place.parent());
      CompletableFuture<Boolean> flight = walked == null ? null : flightTo(walked, below);
      if (flight != null) {
        return flight;
      }
      place = tables.inodes().find(place.parent());
    }
    return null;
  }

  private static @Nullable CompletableFuture<Boolean> flightTo(Below below, String way) {
    synchronized (below) {
      var flight =
          below.walk.isWandering() ? null : below.flights.floorEntry(ListingPosition.of(way));
      return flight == null ? null : flight.getValue();
    }
  }

  /// Asks for a flat page that begins with a directory, if a client walks there.
  private boolean asksFlat(Place place, boolean isListing, int cost) {
    Below below = below(place.parent());
    String after = place.name().text().orElseThrow() + "/";
    CompletableFuture<Boolean> flight = new CompletableFuture<>();
    synchronized (below) {
      boolean goesDown =
          isListing && below.walk.mayGoDown(ticker.getAsLong()) && isFirstDirectory(place);
      if (!below.walk.misses(ListingPosition.of(after), goesDown) || !pays(1 + cost, cost)) {
        return false;
      }
      if (!below.walk.isWandering()) {
        below.walk.restarts(after, ticker.getAsLong());
        below.flights.put(ListingPosition.of(after), flight);
      }
    }
    begun.increment();
    ask(below, after, flight);
    var _ = fetcher.isSeen(tables.inodes().identify(place));
    return true;
  }

  private void ask(Below below, String after, CompletableFuture<Boolean> flight) {
    boolean isExtended = false;
    try {
      extend(below);
      isExtended = true;
    } finally {
      if (!isExtended) {
        givenUp(below, after, flight);
      }
    }
    fetch(below, after, flight);
  }

  private boolean isFirstDirectory(Place place) {
    ListingPage page = tables.listings().from(place.parent(), ListingPosition.START);
    for (int i = 0; page != null && i < page.size(); i++) {
      if (page.get(i).isDirectory()) {
        return page.get(i).name().equals(place.name());
      }
    }
    return false;
  }

  /// Books a request and the question that it answers, if both are paid for.
  private boolean pays(int requests, int plain) {
    synchronized (ledger) {
      ledger.plain(plain, ticker.getAsLong());
      if (!ledger.pays(requests)) {
        ledger.plain(-plain, ticker.getAsLong());
        return false;
      }
      ledger.asks(1);
      return true;
    }
  }

  /// Asks for the next flat pages ahead of a client, if it is time and paid for.
  private void extend(Below below) {
    beginsSweep(below);
    while (asksAhead(below)) {
      // as many at once as the walk wants
    }
  }

  private void beginsSweep(Below below) {
    synchronized (below) {
      if (!below.walk.wantsSweep()) {
        return;
      }
    }
    Sweep sweep = new Sweep(subdirectories(below.directory));
    synchronized (below) {
      if (below.walk.wantsSweep()) {
        below.walk.sweeps(sweep);
      }
    }
  }

  /// Those that are in memory.
  private List<String> subdirectories(FileId directory) {
    ListingPage page = tables.listings().from(directory, ListingPosition.START);
    return page == null
        ? List.of()
        : page.names().stream()
            .filter(ListedName::isDirectory)
            .map(each -> each.name().text().orElseThrow() + "/")
            .toList();
  }

  /// Asks for one page; returns whether there may be another one to ask for at once.
  private boolean asksAhead(Below below) {
    CompletableFuture<Boolean> flight = new CompletableFuture<>();
    String after;
    synchronized (below) {
      after = below.walk.next(ttl.positive(), ticker.getAsLong());
      if (after == null || !pays(1, 0)) {
        return false;
      }
      below.walk.asks(after);
      below.flights.put(ListingPosition.of(after), flight);
    }
    String from = after;
    try {
      background.execute(() -> fetchQuietly(below, from, flight));
      return true;
    } catch (OutOfMemoryError noThread) { // it was a guess, and nobody may wait for it
      givenUp(below, from, flight);
      return false;
    }
  }

  private void fetchQuietly(Below below, String after, CompletableFuture<Boolean> flight) {
    try {
      fetch(below, after, flight);
    } catch (VfsException e) {
      // whoever comes there asks again and is told
    }
  }

  /// One flat request, and what it tells into the tables. The next one is asked for as soon as it
  /// is known where it begins.
  private void fetch(Below below, String after, CompletableFuture<Boolean> flight) {
    try {
      Answer<ListPage> answer = listed(below, after);
      extend(below);
      fetcher.keep(below.directory, below.path, after, answer);
    } finally {
      landed(below, after, flight);
    }
  }

  private static void landed(Below below, String after, CompletableFuture<Boolean> flight) {
    synchronized (below) {
      below.flights.remove(ListingPosition.of(after), flight);
    }
    flight.complete(true);
  }

  /// A request is not sent after all.
  private static void givenUp(Below below, String after, CompletableFuture<Boolean> flight) {
    synchronized (below) {
      below.walk.ended(after, null);
    }
    landed(below, after, flight);
  }

  private Answer<ListPage> listed(Below below, String after) {
    String last = null;
    try {
      Answer<ListPage> answer = fetcher.list(below.path, after);
      last = fetcher.last(below.path, answer.value());
      return answer;
    } finally {
      synchronized (below) {
        below.walk.ended(after, last);
      }
    }
  }
}
