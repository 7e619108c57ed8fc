package io.sluice.it.model;

import java.time.Duration;
import java.util.Optional;

/// Plays stories of one seed after the other until enough operations went well, or one failed.
///
/// @param seeds how many were played, the failing one included
/// @param operations of all of them
/// @param failure cut down, if there was one
record Campaign(
    long firstSeed, long seeds, long operations, Optional<Failure> failure, Duration took) {
  /// Plays until `operations` are done.
  static Campaign play(
      SystemUnderTest.Maker maker, Generator generator, long firstSeed, long operations) {
    long begin = System.nanoTime();
    long done = 0;
    long seed = firstSeed;
    Optional<Failure> failure = Optional.empty();
    while (done < operations && failure.isEmpty()) {
      Story story = generator.story(seed++);
      failure = Stage.play(maker, story).map(found -> Shrinker.shrink(maker, found));
      done += story.operations().size();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return new Campaign(firstSeed, seed - firstSeed, done, failure, took);
  }

  @Override
  public String toString() {
    String played =
        String.format(
            "%,d operations in stories of the seeds %d to %d, %d ms",
            operations, firstSeed, firstSeed + seeds - 1, took.toMillis());
    return failure.map(found -> played + "\n" + found).orElse(played);
  }
}
