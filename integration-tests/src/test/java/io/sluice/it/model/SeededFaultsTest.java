package io.sluice.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The model finds faults that were made on purpose, and tells them in few words.
final class SeededFaultsTest {
  /// Stories within which a fault must be found: about a quarter of those of a build.
  private static final int STORIES = 300;

  private static final int SHORT = 8;

  @Test
  void aNameTwiceAtAPageBorderIsFound() {
    requireFound(
        "N5",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          return () -> new SeededFaults.NameTwiceAtAPageBorder(sound.start());
        });
  }

  @Test
  void aNegativeEntryKeptAfterOurOwnCreateIsFound() {
    requireFound(
        "A5",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          return () ->
              new SeededFaults.NegativeEntryKeptAfterMakeDirectory(sound.start(), setting, time);
        });
  }

  @Test
  void aListingResumedOneNameLateAfterARestartIsFound() {
    requireFound(
        "N5",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          return () -> new SeededFaults.ListingResumedLateAfterARestart(sound.start());
        });
  }

  @Test
  void attributesOneTickOlderThanTheTtlAreFound() {
    requireFound(
        "A4",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          return () -> new SeededFaults.AttributesATickTooOld(sound.start(), setting, time);
        });
  }

  @Test
  void aShadowedFileThatDoesNotShowAgainIsFound() {
    requireFound(
        "A4",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          return () -> new SeededFaults.ShadowedFileStaysAway(sound.start());
        });
  }

  @Test
  void aCtimeThatDoesNotMoveIsFound() {
    requireFound(
        "A9",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          return () -> new SeededFaults.CtimeThatDoesNotMove(sound.start());
        });
  }

  @Test
  void aRemovedFileThatIsFoundOnceMoreIsFound() {
    requireFound(
        "A5",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          return () -> new SeededFaults.RemovedFileFoundOnceMore(sound.start());
        });
  }

  @Test
  void anIdThatChangesWithARestartIsFound() {
    requireFound(
        "A3",
        (bucket, setting, time) -> {
          SystemUnderTest sound = new PlainFileSystem(bucket, setting, time);
          int[] starts = {0};
          return () -> new SeededFaults.IdsOfThisStart(sound.start(), starts[0]++);
        });
  }

  private static void requireFound(String promise, SystemUnderTest.Maker faulty) {
    Generator generator = new Generator(true, List.of(SmallBucket.Order.BYTES));
    Optional<Failure> found =
        LongStream.rangeClosed(1, STORIES)
            .mapToObj(generator::story)
            .flatMap(story -> Stage.play(faulty, story).stream())
            .filter(failure -> failure.promise().equals(promise))
            .findFirst()
            .map(failure -> Shrinker.shrink(faulty, failure));

    assertThat(found).as("a story that breaks " + promise).isPresent();
    System.out.println(found.get());
    assertThat(found.get().told().operations()).hasSizeLessThanOrEqualTo(SHORT);
  }
}
