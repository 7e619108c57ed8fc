package io.sluice.config;

import java.time.Duration;

/// How long something learnt from S3 may be believed (semantics A4).
///
/// @param duration zero asks S3 each time; [#FOREVER] never asks again
public record Ttl(Duration duration) implements Comparable<Ttl> {
  /// Longer than any server lives, and still countable in nanoseconds (292 years are the most).
  private static final Duration FOREVER = Duration.ofDays(100 * 365L);

  /// Asks each time.
  public static final Ttl MINIMAL = new Ttl(Duration.ZERO);

  /// Never asks again.
  public static final Ttl INDEFINITE = new Ttl(FOREVER);

  public Ttl {
    if (duration.isNegative() || duration.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException("a time to live of " + duration);
    }
  }

  /// Reads a duration, `0`, `minimal` or `indefinite`.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Ttl parse(String text) {
    return switch (text) {
      case "minimal", "0" -> MINIMAL;
      case "indefinite" -> INDEFINITE;
      default -> new Ttl(DurationSpelling.parse(text));
    };
  }

  /// Whether S3 is asked each time.
  public boolean isMinimal() {
    return duration.isZero();
  }

  /// Whether S3 is never asked again.
  public boolean isIndefinite() {
    return duration.equals(FOREVER);
  }

  @Override
  public int compareTo(Ttl other) {
    return duration.compareTo(other.duration);
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return isMinimal()
        ? "minimal"
        : isIndefinite() ? "indefinite" : DurationSpelling.show(duration);
  }
}
