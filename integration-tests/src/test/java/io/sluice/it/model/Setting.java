package io.sluice.it.model;

import java.time.Duration;

/// What stays the same throughout a story.
///
/// @param positive how long what exists may be remembered
/// @param negative how long what is absent may be remembered
/// @param pageSize the most keys of one answer of LIST
/// @param prefix of the export, empty or with `/` at its end
/// @param order in which the store lists
record Setting(
    Duration positive, Duration negative, int pageSize, String prefix, SmallBucket.Order order) {
  /// A TTL that never ends.
  static final Duration INDEFINITE = Duration.ofDays(1_000_000);

  /// The longer TTL: for answers of which nobody says whether they tell of something that exists.
  Duration longer() {
    return positive.compareTo(negative) > 0 ? positive : negative;
  }
}
