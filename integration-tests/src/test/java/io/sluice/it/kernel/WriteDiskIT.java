package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The disk of the state directory fills up while files are written, and has room again later.
@EnabledWithKernelClient
@DisplayName("W2 W15 C1 Writes while the disk of the state directory is full")
final class WriteDiskIT {
  private static final Duration LIMIT = Duration.ofMinutes(12);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws Exception {
    try (var bucket = WriteProfile.ofThisRun().openOnSmallDisk(ServerMemory.AMPLE)) {
      var guest = bucket.client().boot(WriteScripts.named("write-disk.sh", bucket, LIMIT));
      guest.awaitSignal("full", LIMIT);
      bucket.fillDisk();
      guest.signal("is-full");
      guest.awaitSignal("room", LIMIT);
      bucket.emptyDisk();
      guest.signal("has-room");
      result = guest.result();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount",
        "a small file before",
        "a large file before",
        "another before",
        "a file is being written",
        "the disk is full",
        "small files are taken until one is refused",
        "a large file is taken, or its writer is told",
        "directories are made until one is refused",
        "a file is replaced, or its writer is told",
        "the file that was being written is whole, or its writer is told",
        "a small file from before is read",
        "a large file from before is read",
        "nothing of what was refused is in S3",
        "S3 has all that was taken",
        "the disk has room",
        "the same cp of a small file succeeds",
        "the same cp of a large file succeeds",
        "the same mkdir succeeds",
        "the file that was being written can be copied again",
        "a file can be replaced again",
        "S3 has all of it",
        "no upload is left",
        "umount before",
        "mount again",
        "every file reads as it was written",
        "umount",
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
