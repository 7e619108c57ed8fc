package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files are written as programs write them, by a guest with little memory; after each, S3 itself
/// has the whole object, and nothing is ever seen in part.
@EnabledWithKernelClient
@DisplayName("W1 W2 W3 W4 W6 W7 W8 W11 W12 A6 Files that are written through a mount")
final class WriteMountIT {
  /// Three minutes on a machine that does nothing else.
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /// How long the slow writers write.
  private static final String SLOW_SECONDS = WriteScripts.HEAVY ? "120" : "20";

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws Exception {
    try (var bucket = WriteProfile.ofThisRun().open(ServerMemory.AMPLE)) {
      var script = WriteScripts.named("write-copies.sh", bucket, LIMIT);
      result = bucket.client().guest(script.with("SLOW_SECONDS", SLOW_SECONDS));
      WriteScripts.printFigures(bucket);
    }
  }

  static Stream<String> checks() {
    var always =
        Stream.of(
            "mount",
            "the first file",
            "a file of 8 MiB is one PutObject",
            "touch is one PutObject within 2 s",
            "cp of 1k",
            "cp of 1m",
            "cp of 8m",
            "cp of 32m",
            "cp of 100m",
            "dd bs=1 count=20000",
            "dd bs=511 count=40000",
            "dd bs=4k count=2500",
            "dd bs=1M count=40",
            "dd bs=17M count=3",
            "dd bs=1M count=20 conv=fsync",
            "dd oflag=direct bs=1M count=32, whole within 3 s",
            "shell >",
            "shell >> to a file of our own",
            "an object of another client is overwritten",
            "an empty object of another client is overwritten",
            "tar x of 1,000 files",
            "their modes and times",
            "cp -p of a 0755 file",
            "mktemp",
            "rsync -a --inplace",
            "git init and git add, or a clean refusal",
            "a writer through a mapping",
            "a writer through a mapping of several parts",
            "a writer that leaves holes",
            "unzip",
            "fsync within the first part, then more",
            "fsync past the first part, then more",
            "100 MiB read back before the close, then appended to",
            "a writer at 10 KB/s",
            "a writer at 1 MB/s",
            "20 MiB are few parts",
            "256 MiB are few parts",
            "nothing was ever seen in part",
            "no upload is left",
            "umount and mount",
            "every file reads as it was written",
            "the tree of tar reads as it was written",
            "umount");
    var heavy = Stream.of("cp of 2g");
    return WriteScripts.HEAVY ? Stream.concat(always, heavy) : always;
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
