package io.sluice.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Random stories, judged by semantics.md N1 to N8 and A2 to A5 and A9.
///
/// `-Dsluice.model.seed=42` begins with another story, `-Dsluice.model.operations=1000000` plays
/// more of them.
final class ModelTest {
  private static final long SEED = Long.getLong("sluice.model.seed", 1);
  private static final long OPERATIONS = Long.getLong("sluice.model.operations", 150_000);

  /// The plain file system looks at the whole bucket each time; this is enough to see that the
  /// model asks for nothing impossible.
  private static final long PLAIN_OPERATIONS = OPERATIONS / 30;

  @Test
  void theFileSystemOverABucketKeepsItsPromisesInRandomStories() {
    Generator generator = new Generator(List.of(SmallBucket.Order.values()));
    requireNoFailure(Campaign.play(BucketUnderTest::new, generator, SEED, OPERATIONS));
  }

  @Test
  void theModelAllowsWhatThePlainFileSystemDoes() {
    Generator generator = new Generator(List.of(SmallBucket.Order.values()));
    requireNoFailure(Campaign.play(PlainFileSystem::new, generator, SEED, PLAIN_OPERATIONS));
  }

  private static void requireNoFailure(Campaign campaign) {
    System.out.println(campaign);
    assertThat(campaign.failure().map(Failure::toString)).as("seed and story").isEmpty();
  }
}
