package io.sluice.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.VirtualFileSystem;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The model finds faults that were made on purpose, and tells them in few words: over the file
/// system of a bucket, and, where a fault spoils what the client changes, over the plain one, which
/// can be changed.
final class SeededFaultsTest {
  /// Stories within which a fault must be found: about a fifth of those of a build.
  private static final int STORIES = 300;

  /// The operations of a story that a person takes in at once.
  private static final int SHORT = 12;

  /// What puts a fault over a file system that was just started.
  @FunctionalInterface
  private interface Fault {
    VirtualFileSystem over(VirtualFileSystem sound, Setting setting, TestTime time);
  }

  @Test
  void aNameTwiceAtAPageBorderIsFound() {
    requireFound(
        "N5",
        BucketUnderTest::new,
        (sound, setting, time) -> new SeededFaults.NameTwiceAtAPageBorder(sound));
  }

  @Test
  void aNegativeEntryKeptAfterOurOwnCreateIsFound() {
    requireFound("A5", PlainFileSystem::new, SeededFaults.NegativeEntryKeptAfterMakeDirectory::new);
  }

  @Test
  void aListingResumedOneNameLateAfterARestartIsFound() {
    requireFound(
        "N5",
        BucketUnderTest::new,
        (sound, setting, time) -> new SeededFaults.ListingResumedLateAfterARestart(sound));
  }

  @Test
  void attributesOneTickOlderThanTheTtlAreFound() {
    requireFound("A4", PlainFileSystem::new, SeededFaults.AttributesATickTooOld::new);
  }

  @Test
  void aShadowedFileThatDoesNotShowAgainIsFound() {
    requireFound(
        "A4",
        BucketUnderTest::new,
        (sound, setting, time) -> new SeededFaults.ShadowedFileStaysAway(sound));
  }

  @Test
  void aCtimeThatDoesNotMoveIsFound() {
    requireFound(
        "A9",
        BucketUnderTest::new,
        (sound, setting, time) -> new SeededFaults.CtimeThatDoesNotMove(sound));
  }

  @Test
  void aRemovedFileThatIsFoundOnceMoreIsFound() {
    requireFound(
        "A5",
        PlainFileSystem::new,
        (sound, setting, time) -> new SeededFaults.RemovedFileFoundOnceMore(sound));
  }

  @Test
  void anIdThatChangesWithARestartIsFound() {
    requireFound(
        "A3",
        BucketUnderTest::new,
        (sound, setting, time) ->
            new SeededFaults.IdsOfThisStart(sound, time.nanos() == 0 ? 0 : 1));
  }

  private static void requireFound(String promise, SystemUnderTest.Maker base, Fault fault) {
    SystemUnderTest.Maker faulty =
        (bucket, setting, time) -> {
          SystemUnderTest sound = base.over(bucket, setting, time);
          return () -> fault.over(sound.start(), setting, time);
        };
    Generator generator = new Generator(List.of(SmallBucket.Order.BYTES));
    Optional<Failure> found =
        LongStream.rangeClosed(1, STORIES)
            .mapToObj(generator::story)
            .flatMap(story -> Stage.play(faulty, story).stream())
            .filter(failure -> failure.promise().equals(promise))
            .findFirst()
            .map(failure -> Shrinker.shrink(faulty, failure));

    assertThat(found).as("a story that breaks " + promise).isPresent();
    System.out.println(found.orElseThrow());
    assertThat(found.orElseThrow().told().operations()).hasSizeLessThanOrEqualTo(SHORT);
  }
}
