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

  /// Bodies up to this go beside all others, before those that wait: whoever closes a small file
  /// does not wait for the parts of large ones.
  static final long SMALL = 256L << 10;

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

  private long most = Long.MAX_VALUE;

  /// Zero while nobody knows.
  private long nanosOfMib;

  /// When bytes became fewer, on the clock of those who tell; what began before is the same event.
  private long narrowedAt;

  /// Whether bytes ever became fewer: before, the network may be as fast as it likes.
  private boolean isNarrowed;

  /// Whether so many bytes may be sent beside so many.
  boolean hasRoom(long bytes, long underWay) {
    return underWay == 0 || bytes <= SMALL || bytes <= most - underWay;
  }

  /// Bytes that may be sent at once.
  long most() {
    return most;
  }

  /// How long nothing of a body may be seen to move, as far as that is known: zero for not at all.
  Duration patience(long bytes) {
    double nanos = (double) nanosOfMib * bytes / MIB;
    return isNarrowed
        ? Duration.ofNanos((long) Math.min(nanos, (double) LONGEST.toNanos()))
        : Duration.ZERO;
  }

  /// A body arrived.
  ///
  /// @param nanos from its first byte to the answer
  /// @param underWay bytes of all, with these
  void arrived(long bytes, long nanos, long underWay) {
    double quick = QUICK.toNanos() * Math.max(1, (double) bytes / QUICK_BYTES);
    boolean wasNarrow = underWay >= most / 2; // others tell nothing of more
    if (isNarrowed && wasNarrow && nanos <= quick) {
      most += Math.min(bytes, Long.MAX_VALUE - most);
    }
    if (bytes >= MIB) { // smaller ones tell nothing of large ones
      nanosOfMib = MARGIN * nanos / (bytes / MIB);
    }
  }

  /// A body stood still and was cut off.
  ///
  /// @param beganAt when it was begun to be sent
  /// @param patience that it had
  /// @param underWay bytes of all, with these
  /// @return whether fewer bytes are sent at once now
  boolean stoodStill(long bytes, long beganAt, Duration patience, long underWay, long now) {
    if (bytes <= SMALL || (isNarrowed && beganAt - narrowedAt < 0)) {
      return false;
    }
    isNarrowed = true;
    narrowedAt = now;
    most = underWay / NARROWED;
    long still = Math.min(patience.toNanos(), now - beganAt); // less where nothing was sent at all
    double longer = 2.0 * still * MIB / Math.max(bytes, MIB);
    nanosOfMib = Math.max(nanosOfMib, (long) longer);
    return true;
  }
}
