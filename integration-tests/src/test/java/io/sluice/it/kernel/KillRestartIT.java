package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The server is killed and started again while a client reads 1 GiB and holds another file open.
@EnabledWithKernelClient
@DisplayName("C1 A server that is killed and started again")
final class KillRestartIT {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var bucket = ServedBucket.open("BIG")) {
      var guest = bucket.client().boot(GuestScript.named("kill-restart.sh"));
      guest.awaitSignal("read-is-under-way", LONGEST_WAIT);
      bucket.killAndRestart(guest);
      result = guest.result();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount",
        "the read ends with the right bytes",
        "the read was under way when the server was killed",
        "the server is back",
        "the file held open goes on",
        "the file held open is not stale",
        "the mount lists",
        "it was not mounted again",
        "umount",
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
