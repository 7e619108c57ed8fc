package io.sluice.vfs.write.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Random stories of writing, judged by semantics.md W1 to W17, R3, D4, C1 and C2.
///
/// `-Dsluice.model.seed=42` begins with another story, `-Dsluice.model.steps=1000000` plays more of
/// them.
final class WriteModelTest {
  private static final long SEED = Long.getLong("sluice.model.seed", 1);
  private static final long STEPS = Long.getLong("sluice.model.steps", 25_000);

  @Test
  void whatIsWrittenIsWholeInS3AndWhatIsAnsweredDurableIsNeverMissing() {
    Campaign campaign = Campaign.play(Fault.NONE, SEED, STEPS);
    System.out.println(campaign);
    assertThat(campaign.failure().map(Failure::toString)).as("seed and story").isEmpty();
  }
}
