package io.sluice.vfs.inode;

import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.PageGuess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One reader's way through a directory of many pages: which pages to ask for before it comes to
/// them. The next one always; further ones, at places that are guessed, as many as the requests
/// that were right so far pay for. Pure; [ListingRuns] locks.
final class ListingRun {
  /// Pages ahead of the reader at most, under way included: eight requests of 30 ms are one page in
  /// 4 ms, about what one takes to be read and sent.
  private static final int MOST_AHEAD = 8;

  /// Requests for each page that reading without guesses would ask for.
  private static final double MOST_REQUESTS = 1.3;

  /// Pages ahead of the reader that are remembered: those of this run, and some that others asked
  /// for, 100 to 300 bytes each. Further ones count as asked for in vain.
  private static final int MOST_CAME = 32;

  private final NavigableSet<ListingPosition> flying = new TreeSet<>();

  /// Where the pages begin that came for this run, and that the reader has not come to: not the
  /// pages, which take half a megabyte each.
  private final List<ListingPosition> came = new ArrayList<>();

  private int asked;
  private long shown;
  private int pageSize;
  private @Nullable PageGuess guess;
  private ListingPosition reader = ListingPosition.START;
  private int pagesRead;
  private long beganAt;

  /// The farthest position that pages of this run told of; null once the end of the directory is
  /// known.
  private @Nullable ListingPosition farthest = ListingPosition.START;

  /// A reader begins anew, with this page.
  void begin(ListingPage first, long now) {
    came.clear();
    asked = 1 + flying.size();
    shown = 0;
    pagesRead = 0;
    beganAt = now;
    reader = ListingPosition.START;
    farthest = ListingPosition.START;
    came(first, 0);
  }

  /// A request begins.
  void asks(ListingPosition after) {
    flying.add(after);
    asked++;
  }

  /// A request is over, whether a page came or not.
  void ended(ListingPosition after) {
    flying.remove(after);
  }

  /// A page came.
  ///
  /// @param known how many of its names others had shown
  void came(ListingPage page, int known) {
    shown += page.size() - known;
    pageSize = Math.max(pageSize, page.size());
    if (!page.reachesEnd() && page.size() > 0) {
      guess = PageGuess.of(page);
    }
    if (farthest != null) {
      farthest =
          page.through() == null
              ? null
              : farthest.compareTo(page.through()) >= 0 ? farthest : page.through();
    }
    if (came.size() == MOST_CAME) {
      asked++;
    } else if (page.after().compareTo(reader) > 0) {
      came.add(page.after());
    }
  }

  /// The reader has come to a page.
  void reads(ListingPage page) {
    if (page.after().compareTo(reader) > 0 || pagesRead == 0) {
      reader = page.after();
      pagesRead++;
      came.removeIf(old -> old.compareTo(reader) <= 0);
    }
  }

  /// The request under way that begins nearest before a position, or at it; null if none begins
  /// behind `least`.
  @Nullable ListingPosition flightTo(ListingPosition position, ListingPosition least) {
    ListingPosition nearest = flying.floor(position);
    return nearest == null || nearest.compareTo(least) < 0 ? null : nearest;
  }

  /// Where to ask for pages now.
  ///
  /// @param known to where the reader can go on from the pages in memory; null if to the end
  /// @param pagesAhead how many pages in memory that are
  List<ListingPosition> next(
      @Nullable ListingPosition known, int pagesAhead, Duration ttl, long now) {
    List<ListingPosition> next = new ArrayList<>();
    if (known == null) {
      return next;
    }
    int room = mostAhead(ttl, now) - pagesAhead - flying.size();
    if (room > 0 && flightTo(known, reader) == null) {
      next.add(known);
      room--;
    }
    ListingPosition edge = edge(known);
    while (room > 0 && edge != null && pays(next.size(), known)) {
      next.add(edge);
      room--;
      edge = guess == null ? null : guess.next(edge);
    }
    return next;
  }

  /// Where the pages begin that nobody has asked for, or null.
  private @Nullable ListingPosition edge(ListingPosition known) {
    if (farthest == null) {
      return null;
    }
    ListingPosition last = flying.isEmpty() ? known : later(flying.last(), known);
    if (farthest.compareTo(last) > 0) {
      return farthest;
    }
    return guess == null ? null : guess.next(last);
  }

  private static ListingPosition later(ListingPosition one, ListingPosition other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /// Whether one more request at a guessed place is paid for, even if it and all that are under way
  /// show nothing new and every page that came out of turn has a gap before it.
  private boolean pays(int beginning, ListingPosition known) {
    long outOfTurn = came.stream().filter(after -> after.compareTo(known) > 0).count();
    long pages = shown / Math.max(1, pageSize);
    return asked + beginning + outOfTurn + 1 <= MOST_REQUESTS * pages;
  }

  /// So many pages that the reader comes to the last of them well before it is stale.
  private int mostAhead(Duration ttl, long now) {
    if (pagesRead < 2) {
      return ttl.isZero() ? 0 : MOST_AHEAD;
    }
    long forOnePage = Math.max(1, (now - beganAt) / pagesRead);
    long half = ttl.compareTo(Ttl.EVER) >= 0 ? Long.MAX_VALUE : ttl.toNanos() / 2;
    return (int) Math.min(MOST_AHEAD, half / forOnePage);
  }
}
