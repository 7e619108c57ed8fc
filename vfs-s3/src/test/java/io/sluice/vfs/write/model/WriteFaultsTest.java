package io.sluice.vfs.write.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.write.MemoryBucket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The model finds faults that were made on purpose, in stories that go well without them.
final class WriteFaultsTest {
  /// Stories within which a fault must be found: about those of a build.
  private static final int STORIES = 600;

  private static final int TIMES = 5;

  /// A COMMIT is answered before its UploadPart succeeded: [EarlyAnswers].
  @Test
  void c1_aCommitAnsweredBeforeItsUploadPartSucceededIsFound() {
    requireFound(
        List.of("W1", "W2", "R3", "E", "W5"),
        new Fault() {
          @Override
          public LifeBucket bucket(
              MemoryBucket bucket, Mishaps mishaps, LifeBucket.Witness witness, Runnable atDeath) {
            return new EarlyAnswers(bucket, mishaps, witness, atDeath);
          }
        });
  }

  /// A WRITE that comes again after a restart is taken for new bytes, and put at the end.
  @Test
  void c1_aWriteSentAgainAfterARestartAndTakenForNewBytesIsFound() {
    requireFound(
        List.of("W1", "W2"),
        new Fault() {
          @Override
          public long placeOfAgain(long offset, long size) {
            return size;
          }
        });
  }

  /// A hole is believed while a WRITE of it was held back: the server takes the 15 s for past in
  /// which a refused WRITE may come again.
  @Test
  void w4_aHoleBelievedWhileAWriteOfItWasHeldBackIsFound() {
    requireFound(
        List.of("W4"),
        new Fault() {
          @Override
          public void refused(StoryTime time) {
            time.runAhead(Duration.ofSeconds(16));
          }
        });
  }

  /// Whether the story goes well without the fault, however the threads race.
  private static boolean isSound(Story story) {
    return IntStream.range(0, TIMES).allMatch(i -> Play.of(story, Fault.NONE).isEmpty());
  }

  private static void requireFound(List<String> promises, Fault fault) {
    Optional<Failure> found =
        LongStream.rangeClosed(1, STORIES)
            .mapToObj(Plot::story)
            .flatMap(story -> Play.of(story, fault).stream())
            .filter(failure -> promises.contains(failure.promise()))
            .filter(failure -> isSound(failure.story()))
            .findFirst();

    assertThat(found).as("a story that breaks one of " + promises).isPresent();
    System.out.println(found.orElseThrow());
  }
}
