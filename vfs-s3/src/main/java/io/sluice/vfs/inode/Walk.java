package io.sluice.vfs.inode;

import io.sluice.vfs.inode.listing.ListingPosition;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How clients go through the directories below one directory, and how far those are listed ahead
/// of them, flat: all levels at once. Pure; [Walks] locks. Places are keys below the directory.
///
/// One request for a directory of which nothing is known can as well be a flat one that begins with
/// it: it tells of that directory, and of those behind it for nothing. So it is made as soon as a
/// second sibling is asked for, or the first one by a reader that has just read their parent. More
/// of them are made ahead once the client has taken some in their order.
final class Walk {
  /// Flat pages ahead of the client at most, the one under way included.
  private static final int MOST_AHEAD = 8;

  /// The same before it is known how fast the client is: what comes too early for a slow one is
  /// stale when it gets there, and a fast one has passed its first page by the time that the next
  /// comes.
  private static final int FIRST_AHEAD = 2;

  /// How soon after a directory was read its first subdirectory is read by a program that walks.
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  /// Siblings that were asked for, and not in memory, before a flat page is worth a try.
  private static final int SIBLINGS = 2;

  /// Siblings taken in their order before the ones behind are listed ahead: two may be all that the
  /// client wants.
  private static final int SIBLINGS_AHEAD = 3;

  /// Siblings to pass by after a flat page that did not tell what was asked for.
  private static final int PASS_BY = 32;

  /// Steps back among as many as four times that tell a client that asks here and there.
  private static final int STEPS_BACK = 2;

  private ListingPosition client = ListingPosition.START;
  private int missed;

  /// The sibling that was not in memory last: one that is asked for again is no other.
  private ListingPosition lastMissed = ListingPosition.START;

  private int steps;
  private int stepsBack;
  private int inOrder;
  private int siblingsInOrder;
  private int toPassBy;

  /// Whether the client asks for directories below the siblings.
  private boolean descends;

  /// Whether the last flat page began and ended in one sibling.
  private boolean isWithinOne;

  /// What was begun when the client was found to ask here and there.
  private @Nullable Sweep sweep;

  private @Nullable Long readAt;

  /// Where the flat pages begin that the client has not come to.
  private final NavigableSet<ListingPosition> ahead = new TreeSet<>();

  /// Where the next flat page begins; null at the end, or if there is none yet.
  private @Nullable String edge;

  /// Where the page under way begins, or null.
  private @Nullable String flying;

  private int pagesPassed;
  private long beganAt;

  /// The directory itself was read to its end.
  void wasRead(long now) {
    readAt = now;
  }

  /// Whether a reader of a subdirectory, as the first one, would be going down after it has read
  /// the directory.
  boolean mayGoDown(long now) {
    return readAt != null && now - readAt < AT_ONCE.toNanos();
  }

  /// A client wants something of a subdirectory of which nothing is in memory.
  ///
  /// @param goesDown whether it has just read the directory, and this is the first one in it
  /// @return whether to ask for a flat page that begins with it
  boolean misses(ListingPosition subdirectory, boolean goesDown) {
    boolean comesBack = client.isBelow(subdirectory);
    if (comesBack) {
      return false;
    }
    if (!subdirectory.equals(lastMissed)) {
      missed++;
      toPassBy = Math.max(0, toPassBy - 1);
      lastMissed = subdirectory;
    }
    moveTo(subdirectory);
    if (goesDown) {
      inOrder = SIBLINGS;
      siblingsInOrder = SIBLINGS_AHEAD;
    }
    return toPassBy == 0 && (missed >= SIBLINGS || goesDown);
  }

  /// A client is answered from a flat page.
  ///
  /// @param place the directory that it asks for, of any depth
  void hits(ListingPosition place) {
    moveTo(place);
    if (place.depth() > 1) {
      descends = true;
      toPassBy = 0;
    }
  }

  private void moveTo(ListingPosition place) {
    int order = place.compareTo(client);
    if (order != 0) {
      steps++;
    }
    if (order < 0) {
      stepsBack++;
    }
    inOrder = order > 0 ? inOrder + 1 : order < 0 ? 0 : inOrder;
    if (!firstComponent(place.relativeKey()).equals(firstComponent(client.relativeKey()))) {
      siblingsInOrder = order > 0 ? siblingsInOrder + 1 : 0;
    }
    client = place;
    while (!ahead.isEmpty() && ahead.first().compareTo(place) <= 0) {
      ahead.pollFirst();
      pagesPassed++;
    }
  }

  /// Whether the client asks for siblings in no order.
  boolean isWandering() {
    return stepsBack >= STEPS_BACK && 4 * stepsBack >= steps;
  }

  /// A flat page told only a part of what the client had asked for.
  void wasPartial() {
    if (!descends) {
      toPassBy = PASS_BY;
      missed = 0;
    }
  }

  /// Begins anew at a subdirectory.
  void restarts(String after, long now) {
    ahead.clear();
    pagesPassed = 0;
    beganAt = now;
    asks(after);
  }

  /// Whether all below is to be listed once, and has not been begun.
  boolean wantsSweep() {
    return isWandering() && sweep == null;
  }

  /// All below is listed from now on.
  void sweeps(Sweep begun) {
    sweep = begun;
  }

  /// A flat request begins.
  void asks(String after) {
    if (sweep != null && isWandering()) {
      sweep.asks(after);
      return;
    }
    flying = after;
    edge = null;
  }

  /// A flat request is over.
  ///
  /// @param last the last key of its page; null if there is none behind it, or it failed
  void ended(String after, @Nullable String last) {
    if (sweep != null) {
      sweep.ended(after, last);
    }
    if (!after.equals(flying)) {
      return;
    }
    flying = null;
    edge = last;
    isWithinOne = last != null && firstComponent(last).equals(firstComponent(after));
    ListingPosition begin = ListingPosition.of(after);
    if (begin.compareTo(client) > 0) {
      ahead.add(begin);
    }
  }

  private static String firstComponent(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  /// Whether pages are asked for, or can be.
  boolean goesOn() {
    return flying != null || edge != null || (sweep != null && sweep.goesOn());
  }

  /// Where to ask for the next flat page now, or null.
  @Nullable String next(Duration ttl, long now) {
    if (isWithinOne && !descends) {
      return null;
    }
    if (isWandering()) {
      return sweep == null ? null : sweep.next();
    }
    if (flying != null) {
      return null;
    }
    boolean isWanted = isEdgeAtClient() ? inOrder >= SIBLINGS : siblingsInOrder >= SIBLINGS_AHEAD;
    return isWanted && ahead.size() < mostAhead(ttl, now) ? edge : null;
  }

  /// Whether the next page begins in the sibling in which the client is.
  private boolean isEdgeAtClient() {
    return edge != null && firstComponent(edge).equals(firstComponent(client.relativeKey()));
  }

  /// So many pages that the client comes to the last of them well before it is stale.
  private int mostAhead(Duration ttl, long now) {
    if (pagesPassed == 0) {
      return ttl.isZero() ? 0 : FIRST_AHEAD;
    }
    long forOnePage = Math.max(1, (now - beganAt) / pagesPassed);
    long half = ttl.compareTo(Ttl.EVER) >= 0 ? Long.MAX_VALUE : ttl.toNanos() / 2;
    return (int) Math.min(MOST_AHEAD, half / forOnePage);
  }
}
