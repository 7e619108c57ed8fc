package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `sluice mount` and `sluice umount` as a person types them: root, the launcher, a kernel that
/// mounts, and S3 outside.
@EnabledWithKernelClient
final class MountCommandIT {
  /// Eight JVMs start one after the other, each about ten times slower than outside the guest.
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var client = KernelClient.open()) {
      var flags = Stream.concat(Programs.FROM_S3.stream(), Programs.WITHOUT_METRICS.stream());
      var script =
          GuestScript.named("mount-command.sh")
              .memory("3G")
              .limit(LIMIT)
              .with("JAVA_HOME", GuestScript.HOST_ROOT + System.getProperty("java.home"))
              .with("SLUICE", GuestScript.HOST_ROOT + Launcher.PATH)
              .with("MOUNT_FLAGS", flags.collect(Collectors.joining(" ")))
              .with("STATE", "/var/tmp/sluice-state");
      for (var variable : ServedBucket.startS3(client, "BIG").entrySet()) {
        script = script.with(variable.getKey(), variable.getValue());
      }
      result = client.guest(script);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sluice mount, twice at once",
        "one server runs for both",
        "ls shows the objects",
        "cat gives the bytes",
        "read_ahead_kb is raised",
        "the server does not wait for pages that it must write",
        "the server is killed",
        "sluice mount where the server was killed",
        "the server listens on its port again",
        "cat gives the bytes of another file",
        "sluice umount leaves the server to the other mount",
        "sluice umount by a symbolic link",
        "nothing is mounted any more",
        "the server it started is gone"
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
