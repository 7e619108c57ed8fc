package io.sluice.vfs.write.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Random stories of writing, judged by semantics.md W1 to W17, R3, D4, C1 and C2.
///
/// `-Dsluice.model.write.seed=42` begins with another story, `-Dsluice.model.write.steps=1000000`
/// plays more of them, `-Dsluice.model.write.fresh=true` also those of a random seed; [WriteSoak]
/// does that for as long as one wants.
final class WriteModelTest {
  private static final long SEED = Long.getLong("sluice.model.write.seed", 1);
  private static final long STEPS = Long.getLong("sluice.model.write.steps", 20_000);

  /// Stories that nobody has seen, on top of those that are the same each time.
  private static final long FRESH_STEPS = STEPS / 3;

  @Test
  void whatIsWrittenIsWholeInS3AndWhatIsAnsweredDurableIsNeverMissing() {
    requireNoFailure(Campaign.play(Fault.NONE, SEED, STEPS));
  }

  @Test
  void theSameHoldsOnAStoreThatWantsPartsOfOneSize() {
    requireNoFailure(Campaign.play(Fault.NONE_WITH_PARTS_ALIKE, SEED, STEPS / 4));
  }

  /// Not in every build: on a busy machine the story's time can pass before the threads of a server
  /// that takes files up have had any.
  @Test
  @EnabledIfSystemProperty(named = "sluice.model.write.fresh", matches = "true")
  void theSameHoldsForStoriesOfARandomSeed() {
    long seed = ThreadLocalRandom.current().nextLong(1_000_000_000);
    requireNoFailure(Campaign.play(Fault.NONE, seed, FRESH_STEPS));
  }

  private static void requireNoFailure(Campaign campaign) {
    System.out.println(campaign);
    assertThat(campaign.failure().map(Failure::toString)).as("seed and story").isEmpty();
  }
}
