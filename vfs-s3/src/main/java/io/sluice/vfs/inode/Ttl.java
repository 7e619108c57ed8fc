package io.sluice.vfs.inode;

import java.time.Duration;

/// How long what S3 told may be used.
///
/// @param positive for what exists; zero asks each time
/// @param negative for what does not
public record Ttl(Duration positive, Duration negative) {
  /// Beyond this a time is for ever: nanoseconds no longer fit.
  static final Duration EVER = Duration.ofDays(36_500);

  public Ttl {
    if (positive.isNegative() || negative.isNegative()) {
      throw new IllegalArgumentException("a TTL is not negative");
    }
  }

  boolean isFresh(long askedAt, long now) {
    return isWithin(positive, askedAt, now);
  }

  boolean isFreshAbsence(long askedAt, long now) {
    return isWithin(negative, askedAt, now);
  }

  private static boolean isWithin(Duration ttl, long askedAt, long now) {
    return ttl.compareTo(EVER) >= 0 || now - askedAt < ttl.toNanos();
  }
}
