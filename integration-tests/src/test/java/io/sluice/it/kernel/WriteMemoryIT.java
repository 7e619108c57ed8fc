package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// More files are written at once than the server's memory holds.
@EnabledWithKernelClient
@DisplayName("W1 W2 C2 Many files that are written at once")
final class WriteMemoryIT {
  private static final Duration LIMIT = Duration.ofMinutes(12);

  private static final ServerMemory LITTLE = new ServerMemory("256m", "256MiB");

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws Exception {
    try (var bucket = WriteProfile.ofThisRun().open(LITTLE)) {
      result = bucket.client().guest(WriteScripts.named("write-parallel.sh", bucket, LIMIT));
    }
  }

  static Stream<String> checks() {
    var always =
        Stream.of(
            "mount",
            "the first file",
            "16 copies at once",
            "16 copies are whole in S3",
            "16 copies were never seen in part",
            "16 copies never had to wait and ask again",
            "no upload is left",
            "umount before",
            "mount again",
            "every file reads as it was written",
            "umount");
    var heavy =
        Stream.of(
            "64 copies at once", "64 copies are whole in S3", "64 copies were never seen in part");
    return WriteScripts.HEAVY ? Stream.concat(always, heavy) : always;
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
