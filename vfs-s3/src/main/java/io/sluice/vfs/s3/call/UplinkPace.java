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

  /// What a body is divided by that stood still. Nobody knows how slow the network is before the
  /// first body has arrived, and what was sent until then is sent again.
  private static final int NARROWED = 4;

  /// A body that takes no longer would not stand still beside another one.
  private static final Duration QUICK = Duration.ofSeconds(5);

  /// What arrived may take twice as long the next time, others may use the network, too.
  private static final int MARGIN = 2;

  /// A connection that was lost is noticed after this, however slow the network is.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Duration first;
  private long most = Long.MAX_VALUE;
  private long nanosOfMib;

  /// When bytes became fewer, on the clock of those who tell; what began before is the same event.
  private long narrowedAt;

  private boolean isNarrowed;

  /// @param first how long nothing may move while nothing is known
  UplinkPace(Duration first) {
    this.first = first;
  }

  /// Whether so many bytes may be sent beside so many.
  boolean hasRoom(long bytes, long underWay) {
    return underWay == 0 || bytes <= most - underWay;
  }

  /// Bytes that may be sent at once.
  long most() {
    return most;
  }

  /// How long nothing of a body may be seen to move.
  Duration patience(long bytes) {
    double nanos = (double) nanosOfMib * bytes / MIB;
    return Duration.ofNanos((long) Math.clamp(nanos, first.toNanos(), LONGEST.toNanos()));
  }

  /// A body arrived.
  ///
  /// @param nanos from its first byte to the answer
  void arrived(long bytes, long nanos) {
    if (nanos <= QUICK.toNanos() && isNarrowed) {
      most += Math.min(bytes, Long.MAX_VALUE - most);
    }
    if (bytes >= MIB) { // smaller ones tell nothing of large ones
      nanosOfMib = MARGIN * nanos / (bytes / MIB);
    }
  }

  /// A body stood still and was cut off.
  ///
  /// @param beganAt when it was begun to be sent
  /// @param patience after which it was cut
  /// @param underWay bytes of all, with these
  /// @return whether fewer bytes are sent at once now
  boolean stoodStill(long bytes, long beganAt, Duration patience, long underWay, long now) {
    if (bytes == 0 || isNarrowed && beganAt - narrowedAt < 0) {
      return false;
    }
    isNarrowed = true;
    narrowedAt = now;
    most = underWay / NARROWED;
    long longer = (long) (2.0 * patience.toNanos() * MIB / Math.max(bytes, MIB));
    nanosOfMib = Math.max(nanosOfMib, longer);
    return true;
  }
}
