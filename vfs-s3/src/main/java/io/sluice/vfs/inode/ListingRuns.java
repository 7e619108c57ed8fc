package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.listing.ListingCache;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Asks for the pages of wide directories before their readers come to them. A [ListingRun] for
/// each directory that is being read decides, under its own lock; the requests are made by threads
/// that hold none.
final class ListingRuns {
  private record FlightKey(FileId directory, ListingPosition after) {}

  /// Directories being read at the same time; a forgotten one is read without pages ahead.
  private static final int MOST_RUNS = 1_000;

  private final ListingCache listings;
  private final ListingFetcher fetcher;
  private final Ttl ttl;
  private final LongSupplier ticker;
  private final Executor background;
  private final Cache<FileId, ListingRun> runs =
      Caffeine.newBuilder().maximumSize(MOST_RUNS).build();
  private final ConcurrentHashMap<FlightKey, CompletableFuture<?>> flights =
      new ConcurrentHashMap<>();

  ListingRuns(NamespaceTables tables, ListingFetcher fetcher, NamespaceOptions options) {
    this.listings = tables.listings();
    this.fetcher = fetcher;
    this.ttl = options.ttl();
    this.ticker = options.ticker();
    this.background = options.background();
  }

  /// Waits for a request under way that may show what comes after a position; false if there is
  /// none.
  ///
  /// @param known the page in memory that ends there, or null
  boolean awaitFlight(FileId directory, ListingPosition position, @Nullable ListingPage known) {
    ListingRun run = runs.getIfPresent(directory);
    if (run == null) {
      return false;
    }
    ListingPosition least = known == null ? position : known.after();
    ListingPosition after;
    synchronized (run) {
      after = run.flightTo(position, least);
    }
    CompletableFuture<?> flight =
        after == null ? null : flights.get(new FlightKey(directory, after));
    if (flight == null) {
      return false;
    }
    flight.exceptionally(failure -> null).join();
    return true;
  }

  /// A page came that a reader asked for itself.
  void came(FileId directory, ListingFetcher.Fetched fetched) {
    ListingRun run = runs.getIfPresent(directory);
    if (run != null) {
      synchronized (run) {
        run.asks(fetched.page().after());
        run.came(fetched.page(), fetched.known());
        run.ended(fetched.page().after());
      }
    }
  }

  /// A reader is given a page: asks for those that it will want next.
  void reads(FileId directory, String path, ListingPosition position, ListingPage page) {
    boolean isWhole = page.after().equals(ListingPosition.START) && page.reachesEnd();
    if (isWhole || ttl.positive().isZero()) {
      return;
    }
    long now = ticker.getAsLong();
    ListingRun run = runs.get(directory, id -> new ListingRun());
    List<ListingPosition> next;
    synchronized (run) {
      if (position.equals(ListingPosition.START)) {
        run.begin(page, now);
      }
      run.reads(page);
      next = next(run, directory, page, now);
      next.forEach(run::asks);
    }
    next.forEach(after -> launch(run, directory, path, after));
  }

  private List<ListingPosition> next(ListingRun run, FileId directory, ListingPage page, long now) {
    ListingPosition known = page.through();
    int ahead = 0;
    while (known != null) {
      ListingPage following = listings.from(directory, known);
      if (following == null
          || !following.goesOnAfter(known)
          || !ttl.isFresh(following.askedAt(), now)) {
        break;
      }
      known = following.through();
      ahead++;
    }
    return run.next(known, ahead, ttl.positive(), now);
  }

  private void launch(ListingRun run, FileId directory, String path, ListingPosition after) {
    FlightKey key = new FlightKey(directory, after);
    CompletableFuture<Object> flight = new CompletableFuture<>();
    flights.put(key, flight);
    try {
      background.execute(() -> {
        try {
          fetch(run, directory, path, after);
        } finally {
          ended(run, key, flight);
        }
      });
    } catch (OutOfMemoryError noThread) { // it was a guess, and nobody may wait for it
      ended(run, key, flight);
    }
  }

  private void fetch(ListingRun run, FileId directory, String path, ListingPosition after) {
    try {
      ListingFetcher.Fetched fetched = fetcher.ahead(directory, path, after);
      if (fetched != null) {
        synchronized (run) {
          run.came(fetched.page(), fetched.known());
        }
      }
    } catch (VfsException e) {
      // whoever comes to this page asks for it again and is told
    }
  }

  private void ended(ListingRun run, FlightKey key, CompletableFuture<Object> flight) {
    synchronized (run) {
      run.ended(key.after());
    }
    flights.remove(key, flight);
    flight.complete(run);
  }
}
