package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.Main;
import org.junit.jupiter.api.Test;

final class LaunchTest {
  @Test
  void whatIsStartedOnceMoreIsThisProgram() {
    assertThat(Launch.command()).last().isEqualTo(Main.class.getName());
  }
}
