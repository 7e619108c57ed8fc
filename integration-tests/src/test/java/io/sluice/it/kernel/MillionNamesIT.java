package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A directory of a million objects, listed by the kernel's client from a server with little
/// memory: left alone, and while objects come and go and the server is killed and started again.
@EnabledWithKernelClient
@DisplayName("N5 A directory of a million objects")
final class MillionNamesIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int MILLION = 1_000_000;
  // 256 MiB for heap and off-heap; beside them the resident size has the JVM's own mapped files
  private static final long MOST_MEMORY = (256L + 32) << 20;

  private static GuestResult result;
  private static SeenNames alone;
  private static SeenNames disturbed;
  private static ProcessUsage beforeTheKill;
  private static ProcessUsage afterTheKill;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var bucket = ServedBucket.open("MILLION", ServerMemory.SMALL)) {
      var out = bucket.client().out();
      var guest = bucket.client().boot(GuestScript.named("million.sh").limit(LIMIT));
      guest.awaitSignal("listing-is-under-way", LIMIT);
      beforeTheKill = bucket.usage();
      bucket.kill();
      guest.signal("killed");
      bucket.restart();
      guest.signal("restarted");
      guest.awaitSignal("listed", LIMIT);
      afterTheKill = bucket.usage();
      result = guest.result();
      alone = SeenNames.read(out.resolve("names-alone"));
      disturbed = SeenNames.read(out.resolve("names-disturbed"));
      System.out.print(Files.readString(out.resolve("figures")));
      System.out.println("alone " + alone + ", disturbed " + disturbed);
      System.out.println("before the kill " + beforeTheKill + ", after it " + afterTheKill);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount",
        "ls -f lists",
        "ls -f lists while objects come and go and the server is killed",
        "the listing was under way when the server was killed",
        "the server is back",
        "umount",
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }

  @Test
  void everyObjectIsSeenOnce() {
    assertThat(alone).isEqualTo(new SeenNames(MILLION, 0, 0));
  }

  @Test
  void everyObjectThatWasThereThroughoutIsSeenOnceWhileOthersComeAndGoAndTheServerIsKilled() {
    assertThat(disturbed.stable()).isEqualTo(MILLION);
    assertThat(disturbed.repeated()).isZero();
    assertThat(disturbed.passing()).as("names that came and went").isPositive();
  }

  @Test
  void theServerStaysWithinItsMemory() {
    assertThat(beforeTheKill.peakBytes()).isLessThan(MOST_MEMORY);
    assertThat(afterTheKill.peakBytes()).isLessThan(MOST_MEMORY);
  }
}
