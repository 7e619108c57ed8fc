package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The server is killed and started again at random moments of copies: `-Dsluice.write.kills` times
/// (20), moments and all by `-Dsluice.write.seed`.
@EnabledWithKernelClient
@DisplayName("C1 W2 W3 A server that is killed while files are written")
final class WriteKillIT {
  private static final int KILLS = Integer.getInteger("sluice.write.kills", 20);

  private static final int SEED =
      Integer.getInteger("sluice.write.seed", new SplittableRandom().nextInt(1, 32_768));

  /// A start of the server, what the clients send again, and the guest's own pause.
  private static final Duration EACH = Duration.ofSeconds(30);

  /// The guest looks at what was written, after some of them.
  private static final Duration BETWEEN = Duration.ofMinutes(8);

  private static final Duration LIMIT = Duration.ofMinutes(10).plus(EACH.multipliedBy(KILLS));

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws Exception {
    System.out.printf("-Dsluice.write.kills=%d -Dsluice.write.seed=%d%n", KILLS, SEED);
    var profile = WriteProfile.ofThisRun();
    try (var bucket = profile.open(ServerMemory.AMPLE)) {
      var script =
          WriteScripts.named("write-kill.sh", bucket, LIMIT)
              .with("ROUNDS", Integer.toString(KILLS))
              .with("SEED", Integer.toString(SEED));
      var guest = bucket.client().boot(script);
      for (int round = 1; round <= KILLS; round++) {
        guest.awaitSignal("kill-" + round, BETWEEN);
        profile.killAndRestart(bucket);
        guest.signal("restarted-" + round);
      }
      result = guest.result();
      WriteScripts.printFigures(bucket);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount",
        "the server was killed and started each time",
        "the writers come to their end",
        "sync",
        "no copy failed",
        "there were copies",
        "every copy that succeeded is whole in S3",
        "every file reads as it was written",
        "no upload is left",
        "it was not mounted again",
        "umount",
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
