package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files are written over a network that is much slower than S3. What was sent is counted, so that
/// nothing is sent again once it is known how slow the network is.
@EnabledWithKernelClient
@DisplayName("C2 W1 W2 Writes over a slow uplink")
final class SlowLinkIT {
  private static final Duration LIMIT = Duration.ofMinutes(12);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws Exception {
    try (var bucket = ServedBucket.open("EMPTY", ServerMemory.AMPLE, List.of("slow"))) {
      result = bucket.client().guest(WriteScripts.named("slow-link.sh", bucket, LIMIT));
      WriteScripts.printFigures(bucket);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount",
        "cp of 20m",
        "its three parts were sent twice at most",
        "the next one loses nothing",
        "of six parts three were sent twice at most",
        "a small file is closed beside a large one within 10 s",
        "of nine parts three were sent twice at most",
        "ten files of 1 MiB at once",
        "no upload is left",
        "umount"
      })
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
