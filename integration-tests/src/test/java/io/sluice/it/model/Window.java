package io.sluice.it.model;

import java.time.Duration;

/// The moments of which an answer may be, in ticks of nanoseconds.
///
/// @param from the oldest one that the TTL allows
/// @param begin when the asking began: own changes before that are seen at once (A5)
/// @param until now, included
record Window(long from, long begin, long until) {
  /// What a TTL allows to an asking that began at `begin`. Its age must be less than the TTL; a TTL
  /// of zero leaves the moment itself.
  static Window of(Duration ttl, long begin, long until) {
    long from =
        ttl.compareTo(Setting.INDEFINITE) >= 0
            ? Long.MIN_VALUE
            : Math.min(begin, begin - ttl.toNanos() + 1);
    return new Window(from, begin, until);
  }

  /// The oldest allowed moment of something that this client changed at `ownChange`, which was
  /// before the asking began.
  long from(long ownChange) {
    return Math.max(from, ownChange);
  }
}
