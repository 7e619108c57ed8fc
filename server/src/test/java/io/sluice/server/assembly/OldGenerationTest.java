package io.sluice.server.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

final class OldGenerationTest {
  private static final long MIB = 1 << 20;

  /// MiB. 13 are alive in it beside 8 that are young; the rest is what may have grown old since.
  private static final long LARGEST = 160;

  @Test
  void theHeapStaysNearWhatIsAliveInItWhenItIsWatched() throws Exception {
    assertThat(largestHeap("watched")).isLessThan(LARGEST);
  }

  /// What the watching is for; without it there would be nothing to be tested.
  @Test
  void theHeapGrowsToItsLargestSizeWhenItIsNot() throws Exception {
    assertThat(largestHeap("unwatched")).isGreaterThan(2 * LARGEST);
  }

  private static long largestHeap(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-Xms24m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Grower.class.getName(),
                how)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return Long.parseLong(printed.strip());
  }

  /// Makes garbage that has grown old, and tells the largest size of the heap in MiB. It makes it
  /// faster than any server, so it lets the watch come to its work.
  static final class Grower {
    private static final int PIECE = 16 << 10;
    private static final int ALIVE = 800;
    private static final long ALL = 1_000 * MIB;

    /// Far more than a collection takes: a watch that has not come by then does not work.
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private Grower() {}

    public static void main(String[] how) throws Exception {
      try (OldGeneration watched = how[0].equals("watched") ? OldGeneration.watch() : null) {
        long largest = 0;
        Deque<byte[]> alive = new ArrayDeque<>();
        for (long made = 0; made < ALL; made += PIECE) {
          // Longer than a young collection is away, so that each piece comes to the old generation.
          alive.add(new byte[PIECE]);
          if (alive.size() > ALIVE) {
            alive.remove();
          }
          if (made % (64 * PIECE) == 0) {
            letCollect(System.nanoTime() + PATIENCE_NANOS);
            largest = Math.max(largest, Runtime.getRuntime().totalMemory());
          }
        }
        if (how[0].equals("watched") && watched == null) {
          throw new IllegalStateException("not watched: " + ManagementFactory.getRuntimeMXBean());
        }
        System.out.println(largest / MIB);
      }
    }

    private static void letCollect(long deadline) {
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        while (pool.isUsageThresholdSupported()
            && pool.isUsageThresholdExceeded()
            && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
