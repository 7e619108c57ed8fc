package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// S3 refuses, fails and goes away while files are written; and what a server without flags refuses
/// to do to objects of others, with one log line that names the flag.
@EnabledWithKernelClient
@DisplayName("W2 W7 W8 W9 W15 D1 D3 C2 Writes that fail or are refused")
final class WriteErrorsIT {
  private static final Duration LIMIT = Duration.ofMinutes(12);

  private static GuestResult result;
  private static String log;

  @BeforeAll
  static void bootOnce() throws Exception {
    try (var bucket = WriteProfile.ofThisRun().openStrict(ServerMemory.AMPLE)) {
      result = bucket.client().guest(WriteScripts.named("write-errors.sh", bucket, LIMIT));
      log = bucket.log();
      WriteScripts.printFigures(bucket);
    }
  }

  static Stream<String> checks() {
    var refusedByS3 =
        Stream.of("S3 denies", "a quota is full")
            .flatMap(cause ->
                Stream.of("1m", "32m")
                    .flatMap(size ->
                        Stream.of(
                            cause + ", cp of " + size + " says so",
                            cause + ", its words for " + size,
                            cause + ", the same cp of " + size + " succeeds afterwards")));
    var refusedByFlags =
        Stream.of(
                "an overwrite",
                "an append",
                "a write in the middle",
                "a truncation",
                "a removal",
                "a rename")
            .flatMap(change -> Stream.of(change + " is refused", change + " leaves the object"));
    var others =
        Stream.of(
            "mount",
            "Complete fails twice, cp succeeds",
            "Complete is refused, the same cp succeeds afterwards",
            "the network drops for 10 s",
            "S3 is silent for 10 s",
            "S3 has all of it",
            "no upload is left",
            "an object of another client is there",
            "the memory is back at its level",
            "umount");
    var heavy =
        WriteScripts.HEAVY
            ? Stream.of("the network drops for 2 min", "S3 is silent for 2 min")
            : Stream.of();
    return Stream.of(others, refusedByS3, refusedByFlags, heavy)
        .flatMap(names -> names)
        .map(String.class::cast);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }

  /// Two changes need `--allow-modify`: a write in the middle, and a truncation.
  @ParameterizedTest
  @CsvSource({
    "--allow-overwrite, 1",
    "--allow-append, 1",
    "--allow-modify, 2",
    "--allow-delete, 1",
    "--allow-rename, 1"
  })
  void eachRefusalIsOneLogLineThatNamesTheFlag(String flag, int lines) {
    assertThat(log.lines().filter(line -> line.contains(flag)))
        .hasSize(lines)
        .allMatch(line -> line.contains("theirs"));
  }
}
