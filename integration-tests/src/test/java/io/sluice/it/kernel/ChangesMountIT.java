package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Directories are made and removed through a mount; the server is killed in between.
@EnabledWithKernelClient
@DisplayName("N6 N7 N8 D1 A6 C1 Directories that are made and removed")
final class ChangesMountIT {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var bucket = ServedBucket.open("FEW")) {
      var guest = bucket.client().boot(GuestScript.named("changes.sh"));
      guest.awaitSignal("changes-were-made", LONGEST_WAIT);
      bucket.killAndRestart(guest, "--allow-delete");
      result = guest.result();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount",
        "a name that is to come is absent",
        "mkdir makes a directory",
        "mkdir -p makes a path",
        "ls shows what was made",
        "the mode of mkdir is shown",
        "chmod of a directory that was made is taken",
        "mkdir of what is there is refused",
        "rmdir of a full directory is refused",
        "rmdir of a directory with one in it is refused",
        "rm is refused without a flag",
        "rmdir of a marker is refused without a flag",
        "chmod of a file is refused",
        "touch sets the times of a file",
        "an object of another client is not emptied",
        "the server is back",
        "the working directory is still there",
        "what was made is there after the kill",
        "its mode too",
        "the times that were set too",
        "rm removes files",
        "the emptied directory stays",
        "rmdir removes it",
        "rmdir removes a marker",
        "rm -r removes what was made",
        "nothing is left",
        "umount",
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
