package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reading that waits for S3: random pieces, looks into large files, many small files. Prints what
/// it took; with `-Dsluice.read.kernel=true` twice as much, of each kind two directories.
@EnabledWithKernelClient
@DisplayName("R1 R4 Reading that waits for S3, through a mount")
final class ReadTimesIT {
  private static final List<ReadRow> ROWS =
      ReadGuest.FULL ? ReadRow.all(2, 200, 1600) : ReadRow.all(1, 60, 320);

  private static GuestResult result;
  private static String log;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var bucket = ReadGuest.open("s3-like")) {
      ReadGuest.serveFromMemory(bucket, List.of());
      var out = bucket.client().out();
      for (var row : ROWS) {
        row.writeTo(out);
      }
      var lines = ROWS.stream().map(ReadRow::line).collect(Collectors.joining());
      Files.writeString(out.resolve("rows"), lines);
      result = ReadGuest.run(bucket, ReadGuest.script("read-times.sh", bucket));
      log = bucket.log();
    }
  }

  static Stream<String> checks() {
    var rows =
        ROWS.stream()
            .map(ReadRow::title)
            .flatMap(row ->
                Stream.of("", ", every byte is right", ", for a GET each", ", from memory")
                    .map(row::concat));
    return Stream.of(Stream.of("mount", "mount of the export in memory"), rows, Stream.of("umount"))
        .flatMap(names -> names);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }

  @Test
  void theServerLogsNoFault() {
    assertThat(log).doesNotContain(" ERROR ");
  }
}
