package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CloseTimingTest {
  private static final Duration IDLE = Duration.ofMillis(2400);

  private final CloseTiming timing = new CloseTiming(0);

  @Test
  void w16_aFileIsDueWhenItsClientIsSilent() {
    timing.begins(1);
    timing.ends(1);

    assertThat(timing.isDue(IDLE, Duration.ofSeconds(2).toNanos())).isFalse();
    assertThat(timing.isDue(IDLE, Duration.ofSeconds(3).toNanos())).isTrue();
  }

  @Test
  void w16_aFileWhoseClientWasAskedToComeAgainIsNotDueBeforeItCame() {
    timing.begins(1);
    timing.refused(1);
    timing.ends(1);

    assertThat(timing.isDue(IDLE, Duration.ofSeconds(3).toNanos())).isFalse();
    assertThat(timing.isDue(IDLE, Duration.ofSeconds(16).toNanos())).isTrue();
  }
}
