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

  /// For heap and off-heap.
  private static final long MOST_MEMORY = 256L << 20;

  /// Fewer would say that nobody looked: the listings take half a minute each.
  private static final int LOOKS = 100;

  private static GuestResult result;
  private static SeenNames alone;
  private static SeenNames disturbed;
  private static MemoryInUse memory;
  private static int looks;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var bucket = ServedBucket.open("MILLION", ServerMemory.SMALL);
        var watch = MemoryWatch.begin(bucket::pid)) {
      var out = bucket.client().out();
      var guest = bucket.client().boot(GuestScript.named("million.sh").limit(LIMIT));
      guest.awaitSignal("listing-is-under-way", LIMIT);
      var beforeTheKill = bucket.usage();
      bucket.killAndRestart(guest);
      guest.awaitSignal("listed", LIMIT);
      var afterTheKill = bucket.usage();
      memory = watch.peak();
      looks = watch.looks();
      result = guest.result();
      alone = SeenNames.read(out.resolve("names-alone"));
      disturbed = SeenNames.read(out.resolve("names-disturbed"));
      System.out.print(Files.readString(out.resolve("figures")));
      System.out.println("alone " + alone + ", disturbed " + disturbed);
      System.out.println("before the kill " + beforeTheKill + ", after it " + afterTheKill);
      System.out.println("at most " + memory + ", seen in " + looks + " looks");
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

  /// Measured on a busy machine of 2 processors: at most 233 MiB; resident, with the 25 MiB of the
  /// JVM's own files that it maps, 258 MiB. Of that are 80 MiB heap and 32 MiB memory target.
  @Test
  void theServerStaysWithinItsMemory() {
    assertThat(looks).isGreaterThan(LOOKS);
    assertThat(memory.own()).isLessThan(MOST_MEMORY);
  }
}
