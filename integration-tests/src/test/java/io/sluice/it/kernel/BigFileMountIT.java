package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.store.SyntheticBody;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An object of 1 GiB, the end of one that is larger than any that is written, and locks; mounted
/// by port and with no options at all.
@EnabledWithKernelClient
@DisplayName("R1 An object of 1 GiB")
final class BigFileMountIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var bucket = ServedBucket.open("BIG")) {
      var out = bucket.client().out();
      var ranges = new Ranges(SyntheticBody.of("big.bin", 0, 1L << 30));
      Files.writeString(out.resolve("ranges-parallel"), ranges.pieces(16));
      Files.writeString(out.resolve("ranges-random"), ranges.random(100));
      Files.writeString(
          out.resolve("huge-end"),
          new Ranges(SyntheticBody.of("huge.bin", 0, 40L << 40)).end(100_000));
      result = bucket.client().guest(GuestScript.named("big-file.sh").limit(LIMIT));
    }
  }

  static Stream<String> checks() {
    var onEachMount =
        Stream.of("by port, ", "plain, ")
            .flatMap(mount ->
                Stream.of(
                        "mount",
                        "random reads are exact",
                        "16 parallel readers are exact",
                        "md5sum of 1 GiB is exact",
                        "umount")
                    .map(mount::concat));
    return Stream.of(
            onEachMount, Stream.of("plain, the end of 40 TiB is exact"), LockChecks.names("plain,"))
        .flatMap(checks -> checks);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
