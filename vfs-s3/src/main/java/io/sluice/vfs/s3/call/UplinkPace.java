package io.sluice.vfs.s3.call;

import java.time.Duration;

/// How many bytes are sent at once, and how long nothing of a body may be seen to move, as the
/// network upwards has shown. Pure and not thread-safe: [LaneWidth] locks.
///
/// All bodies under way share the network, and much of each is in the buffers of sockets before it
/// is sent: over a slow one each seems to stand still for longer than a connection that was lost.
/// Who cuts them off then, and begins anew, never gets one through. So one that was cut makes fewer
/// bytes go at once, each with more time; what arrives quickly makes them more again.
final class UplinkPace {
  private static final long MIB = 1L << 20;

  /// Bodies up to this do not wait for larger ones: whoever closes a small file does not wait for
  /// the parts of large ones.
  static final long SMALL = 256L << 10;

  /// So many bytes of small ones go at once over a network that has shown to be slow.
  private static final long MOST_SMALL = MIB;

  /// What is under way is divided by this when a body stood still. Nobody knows how slow the
  /// network is before the first body has arrived, and what was sent until then is sent again.
  private static final int NARROWED = 4;

  /// A body of 8 MiB that takes no longer would not stand still beside another one.
  private static final Duration QUICK = Duration.ofSeconds(5);

  private static final long QUICK_BYTES = 8 * MIB;

  /// What arrived may take twice as long the next time: others may use the network, too.
  private static final int MARGIN = 2;

  /// A connection that was lost is noticed after this, however slow the network is.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// The same while no body has shown how long it takes: the server may be what does not move.
  private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(2);

  /// After so long without one that stood still, bytes become more however long they take: each
  /// connection may be slow for itself.
  private static final Duration CALM = Duration.ofMinutes(5);

  /// Unless they take so many times as long as when they were fewest: then they share the network.
  private static final double SHARED = 1.3;

  private long most = Long.MAX_VALUE;

  /// Zero while nobody knows.
  private long nanosOfMib;

  /// When bytes became fewer, on the clock of those who tell; what began before is the same event.
  private long narrowedAt;

  /// What 1 MiB of the first body took that arrived since bytes became fewer; zero if none has.
  private long alone;

  /// When bytes became fewer or more.
  private long changedAt;

  /// Whether bytes ever became fewer: before, the network may be as fast as it likes.
  private boolean isNarrowed;

  /// Whether so many bytes may be sent beside so many, of small bodies beside small ones and of
  /// large bodies beside large ones.
  boolean hasRoom(long bytes, long underWay) {
    long room = bytes > SMALL ? most : isNarrowed ? MOST_SMALL : Long.MAX_VALUE;
    return bytes == 0 || underWay == 0 || bytes <= room - underWay;
  }

  /// How long nothing of a body may be seen to move, as far as that is known: zero for not at all.
  Duration patience(long bytes) {
    double nanos = (double) nanosOfMib * bytes / MIB;
    return isNarrowed
        ? Duration.ofNanos((long) Math.min(nanos, (double) LONGEST.toNanos()))
        : Duration.ZERO;
  }

  /// A body arrived. Those below 1 MiB tell nothing of large ones.
  ///
  /// @param nanos from its first byte to the answer
  /// @param underWay bytes of all large ones, with these
  void arrived(long bytes, long nanos, long underWay, long now) {
    if (bytes < MIB) {
      return;
    }
    boolean isQuick = nanos <= (double) QUICK.toNanos() * bytes / QUICK_BYTES;
    long ofMib = nanos / (bytes / MIB);
    alone = alone == 0 ? ofMib : alone;
    boolean isCalm = now - changedAt >= CALM.toNanos() && ofMib <= alone * SHARED;
    boolean wasNarrow = underWay >= most / 2; // else it tells nothing of more
    if (isNarrowed && wasNarrow && (isQuick || isCalm)) {
      most += Math.min(bytes, Long.MAX_VALUE - most);
      changedAt = now;
    }
    nanosOfMib = MARGIN * ofMib;
  }

  /// A body stood still and was cut off.
  ///
  /// @param beganAt when it was begun to be sent
  /// @param patience that it had
  /// @param underWay bytes of all large ones, with these
  /// @return whether fewer bytes are sent at once now
  boolean stoodStill(long bytes, long beganAt, Duration patience, long underWay, long now) {
    if (bytes == 0 || (isNarrowed && beganAt - narrowedAt < 0)) {
      return false;
    }
    isNarrowed = true;
    narrowedAt = now;
    changedAt = now;
    alone = 0;
    if (bytes > SMALL) {
      most = underWay / NARROWED;
      double longer = Math.min(2.0 * patience.toNanos(), (double) LONGEST_UNSEEN.toNanos());
      nanosOfMib = Math.max(nanosOfMib, (long) (longer * MIB / Math.max(bytes, MIB)));
    }
    return true;
  }
}
