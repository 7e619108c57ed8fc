package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files so large that the client's memory does not hold them, so that it sends COMMITs in the
/// middle: left alone, and while somebody lists their directory every second. With
/// `-Dsluice.write.large=N` 2 GiB are copied N times each way, else 1 GiB once.
@EnabledWithKernelClient
@DisplayName("W2 W6 Files that are larger than the client's memory")
final class WriteLargeIT {
  private static final int TIMES = Integer.getInteger("sluice.write.large", 0);

  /// More than any copy takes, on a busy machine.
  private static final Duration EACH = Duration.ofMinutes(2);

  private static final Duration LIMIT =
      Duration.ofMinutes(12).plus(EACH.multipliedBy(2L * Math.max(TIMES, 1)));

  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws Exception {
    try (var bucket = WriteProfile.ofThisRun().open(ServerMemory.AMPLE)) {
      var script =
          WriteScripts.named("write-large.sh", bucket, LIMIT)
              .with("SIZE", TIMES > 0 ? "2g" : "1g")
              .with("COPIES", Integer.toString(Math.max(TIMES, 1)))
              .with("LOOKED_SECONDS", TIMES > 0 ? "60" : "20");
      result = bucket.client().guest(script);
      WriteScripts.printFigures(bucket);
    }
  }

  static Stream<String> checks() {
    var always =
        Stream.of(
            "mount",
            "the first file",
            "each copy is whole in S3 when cp returns",
            "with ls -l every second, each is whole in S3 when cp returns, or within the longest"
                + " silence",
            "a writer at 4 MB/s with ls -l every second",
            "it is whole in S3 within the longest silence",
            "no upload is left",
            "umount before",
            "mount again",
            "the last files read as they were written",
            "umount");
    // with --close=commit a pause behind a COMMIT is taken for the end, and costs a copy
    var bySignal =
        Stream.of(
            "no copy is seen before its end",
            "each copy takes at most 170 parts for a GiB, and 1.25 times the bytes",
            "with ls -l every second, at most one copy is seen before its end",
            "it is published early at most 6 times");
    boolean isByCommit = WriteProfile.ofThisRun().close().equals("commit");
    return isByCommit ? always : Stream.concat(always, bySignal);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
