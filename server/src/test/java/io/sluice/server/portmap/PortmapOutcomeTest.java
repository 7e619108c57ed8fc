package io.sluice.server.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.PortmapMode;
import java.net.BindException;
import org.junit.jupiter.api.Test;

final class PortmapOutcomeTest {
  @Test
  void autoTakesWhatItCanGet() {
    assertThat(decide(PortmapMode.AUTO, Port111.OURS)).isInstanceOf(PortmapOutcome.Embedded.class);
    assertThat(decide(PortmapMode.AUTO, Port111.TAKEN))
        .isInstanceOf(PortmapOutcome.Registered.class);
    assertThat(decide(PortmapMode.AUTO, Port111.FORBIDDEN))
        .isInstanceOf(PortmapOutcome.Without.class);
  }

  @Test
  void onDoesNotStartWithoutThePort() {
    assertThat(decide(PortmapMode.ON, Port111.OURS)).isInstanceOf(PortmapOutcome.Embedded.class);
    assertThat(reason(PortmapMode.ON, Port111.TAKEN)).contains("--portmap auto");
    assertThat(reason(PortmapMode.ON, Port111.FORBIDDEN)).contains("--portmap off");
  }

  @Test
  void offDoesNotTouchThePort() {
    PortmapOutcome outcome =
        PortmapOutcome.decide(
            PortmapMode.OFF,
            () -> {
              throw new AssertionError("port 111 was tried");
            });
    assertThat(outcome).isInstanceOf(PortmapOutcome.Without.class);
  }

  @Test
  void failuresToBindAreTold() {
    assertThat(Port111.of(new BindException("Permission denied"))).isEqualTo(Port111.FORBIDDEN);
    assertThat(Port111.of(new BindException("Address already in use"))).isEqualTo(Port111.TAKEN);
  }

  private static PortmapOutcome decide(PortmapMode mode, Port111 port) {
    return PortmapOutcome.decide(mode, () -> port);
  }

  private static String reason(PortmapMode mode, Port111 port) {
    return ((PortmapOutcome.Impossible) decide(mode, port)).reason();
  }
}
