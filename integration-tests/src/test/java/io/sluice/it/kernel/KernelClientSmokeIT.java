package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The kernel client itself, without any server: a guest boots, and what it says comes back.
@EnabledWithKernelClient
final class KernelClientSmokeIT {
  private static final Duration BOOT = Duration.ofMinutes(1);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var client = KernelClient.open()) {
      var script = GuestScript.named("smoke.sh").with("GREETING", "two words, a 'quote'");
      var guest = client.boot(script.limit(BOOT));
      guest.awaitSignal("booted", BOOT);
      Files.writeString(client.out().resolve("later"), "made later");
      guest.signal("seen");
      result = guest.result();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the kernel is Linux",
        "nfs is a file system type",
        "nfsv3 is loaded",
        "the guest reaches the host",
        "the environment comes through",
        "the root is read-only",
        "the host's tmp is readable",
        "the host's signal is seen",
        "a file that the host made during the run",
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }

  @Test
  void failedCheckComesBackWithItsReason() {
    assertThat(result.failures())
        .containsExactly(
            new Check("labelled, a check that fails", false, "status 3: first line the reason"));
  }

  @Test
  void checkThatTheGuestNeverCameToHasNotHeld() {
    assertThat(result.check("no such check").held()).isFalse();
  }

  @Test
  void scriptEndsWell() {
    assertThat(result.status()).isZero();
  }
}
