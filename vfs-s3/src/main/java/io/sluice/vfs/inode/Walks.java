package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ListPage;
import java.util.List;
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

  /// Directories in memory from flat pages that no client has come to: eight pages of nothing but
  /// directories of one file each, and as much again.
  private static final int MOST_UNSEEN = 16_000;

  /// The walk below one directory.
  private static final class Below {
    final FileId directory;
    final String path;

    @GuardedBy("this")
    final Walk walk = new Walk();

    /// The request under way; written and read under the lock, waited for without it.
    @GuardedBy("this")
    CompletableFuture<Boolean> flight = CompletableFuture.completedFuture(true);

    Below(FileId directory, String path) {
      this.directory = directory;
      this.path = path;
    }
  }

  private final NamespaceTables tables;
  private final NameSource source;
  private final Ttl ttl;
  private final LongSupplier ticker;
  private final Executor background;
  private final Cache<FileId, Below> walks = Caffeine.newBuilder().maximumSize(MOST_WALKS).build();

  /// Directories in memory from flat pages that no client has come to since, and whether no client
  /// can have anything of them from before either.
  private final Cache<FileId, Boolean> unseen =
      Caffeine.newBuilder().maximumSize(MOST_UNSEEN).build();

  private final LongAdder flatPages = new LongAdder();
  private final LongAdder begun = new LongAdder();

  @GuardedBy("ledger")
  private final RequestLedger ledger = new RequestLedger();

  Walks(NamespaceTables tables, NameSource source, NamespaceOptions options) {
    this.tables = tables;
    this.source = source;
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
    return flatPages.sum();
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
    if (unseen.asMap().remove(directory) == null) {
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
    return awaitFlight(directory) || asksFlat(place, isListing, cost);
  }

  /// Whether what is in memory of a directory came ahead of clients, and none has been answered
  /// from it.
  boolean isUnseen(FileId directory) {
    return Boolean.TRUE.equals(unseen.getIfPresent(directory));
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

  /// Waits for a flat page under way that may tell of a directory; false if there is none.
  boolean awaitFlight(FileId directory) {
    String way = "";
    Place place = tables.inodes().find(directory);
    while (place != null) {
      way = place.name().text().orElseThrow() + "/" + way;
      Below below = walks.getIfPresent(place.parent());
      CompletableFuture<Boolean> flight = below == null ? null : flightTo(below, way);
      if (flight != null) {
        flight.join();
        return true;
      }
      place = tables.inodes().find(place.parent());
    }
    return false;
  }

  private static @Nullable CompletableFuture<Boolean> flightTo(Below below, String way) {
    synchronized (below) {
      return below.walk.mayFlyTo(ListingPosition.of(way)) ? below.flight : null;
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
        below.flight = flight;
      }
    }
    begun.increment();
    extend(below);
    fetch(below, after, flight);
    unseen.invalidate(tables.inodes().identify(place));
    extend(below);
    return true;
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
      below.flight = flight;
    }
    String from = after;
    background.execute(() -> {
      fetchQuietly(below, from, flight);
      extend(below);
    });
    return true;
  }

  private void fetchQuietly(Below below, String after, CompletableFuture<Boolean> flight) {
    try {
      fetch(below, after, flight);
    } catch (VfsException e) {
      // whoever comes there asks again and is told
    }
  }

  /// One flat request, and what it tells into the tables.
  private void fetch(Below below, String after, CompletableFuture<Boolean> flight) {
    String last = null;
    try {
      flatPages.increment();
      Answer<ListPage> answer = source.listFlat(below.path, after);
      String directoryKey = tables.prefix() + below.path;
      List<FlatAssembler.Part> parts =
          new FlatAssembler(directoryKey, tables.hidden(), answer.askedAt())
              .assemble(after, answer.value());
      if (parts.isEmpty() && !answer.value().objects().isEmpty()) {
        tables.order().isNotOfBytes();
      }
      keep(below.directory, parts);
      if (!answer.value().isLast() && !answer.value().objects().isEmpty()) {
        String key = answer.value().objects().getLast().key().text();
        last = key.substring(directoryKey.length());
      }
    } finally {
      synchronized (below) {
        below.walk.ended(after, last);
      }
      flight.complete(true);
    }
  }

  private void keep(FileId root, List<FlatAssembler.Part> parts) {
    for (FlatAssembler.Part part : parts) {
      FileId directory = root;
      for (FileName name : part.path()) {
        directory = tables.inodes().identify(directory, name, FileType.DIRECTORY);
      }
      boolean isNew = isUnseen(directory) || !tables.listings().has(directory);
      tables.keep(directory, part.page());
      if (part.page().after().equals(ListingPosition.START)) {
        unseen.put(directory, isNew);
      }
    }
  }
}
