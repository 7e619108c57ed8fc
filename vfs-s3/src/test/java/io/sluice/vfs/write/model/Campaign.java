package io.sluice.vfs.write.model;

import java.time.Duration;
import java.util.Optional;

/// Plays stories of one seed after the other until enough steps went well, or one failed.
///
/// @param seeds how many were played, the failing one included
/// @param steps of all of them
/// @param failure cut down, if there was one
record Campaign(long firstSeed, long seeds, long steps, Optional<Failure> failure, Duration took) {
  /// Plays until `steps` are done.
  static Campaign play(Fault fault, long firstSeed, long steps) {
    long begin = System.nanoTime();
    long done = 0;
    long seed = firstSeed;
    Optional<Failure> failure = Optional.empty();
    while (done < steps && failure.isEmpty()) {
      Story story = Plot.story(seed++);
      failure = Play.of(story, fault).map(found -> Shrinker.shrink(found, fault));
      done += story.steps().size();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return new Campaign(firstSeed, seed - firstSeed, done, failure, took);
  }

  @Override
  public String toString() {
    String played =
        String.format(
            "%,d steps of writing in stories of the seeds %d to %d, %d ms",
            steps, firstSeed, firstSeed + seeds - 1, took.toMillis());
    return failure.map(found -> played + "\n" + found).orElse(played);
  }
}
