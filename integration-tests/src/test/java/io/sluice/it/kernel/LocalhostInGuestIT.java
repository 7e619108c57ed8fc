package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `mount -t nfs localhost:/bucket /mnt/b`: Sluice runs on the machine of its client, which is the
/// guest, and only S3 is outside.
@EnabledWithKernelClient
final class LocalhostInGuestIT {
  /// A JVM runs about ten times slower in the guest.
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var client = KernelClient.open()) {
      var script = GuestScript.named("localhost.sh").memory("3G").limit(LIMIT);
      for (var variable : ServedBucket.startS3(client, "BIG").entrySet()) {
        script = script.with(variable.getKey(), variable.getValue());
      }
      var command =
          Programs.serve(
              GuestScript.HOST_ROOT,
              ServerMemory.AMPLE,
              Path.of("/var/tmp/sluice-state"),
              Programs.WITHOUT_METRICS.toArray(String[]::new));
      result = client.guest(script.with("SLUICE_COMMAND", quoted(command.stream())));
    }
  }

  static Stream<String> checks() {
    return Stream.concat(
        Stream.of(
            "the server is ready",
            "mount without options",
            "ls shows the objects",
            "cat gives the bytes",
            "md5sum of 64 MiB is exact",
            "neither rpcbind nor statd runs",
            "umount",
            "the server ends well on SIGTERM"),
        LockChecks.names("localhost,"));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }

  private static String quoted(Stream<String> words) {
    return words.map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }
}
