package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.ReadTrees;
import io.sluice.it.fake.ReadTrees.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that are read from their start to their end out of an S3 without delay, beside one in
/// memory. Prints what it took; with `-Dsluice.read.kernel=true` five rounds with files of 512 MiB.
@EnabledWithKernelClient
@DisplayName("R1 Reading from start to end, through a mount")
final class ReadSpeedIT {
  private static final int ROUNDS = ReadGuest.FULL ? 5 : 1;
  private static final Shape SHAPE = ReadGuest.FULL ? ReadTrees.LONG : ReadTrees.SHORT;
  private static final List<String> WAYS = List.of("with the options of sluice mount", "plain");

  private static GuestResult result;
  private static String log;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    var files = WAYS.size() * ROUNDS;
    var first = ReadTrees.EDITIONS.getFirst();
    var kept = new ReadPieces(SHAPE, first).path(Shape.file(1));
    try (var bucket = ReadGuest.open()) {
      ReadGuest.serveFromMemory(bucket, List.of(kept));
      var lines = ReadTrees.EDITIONS.stream().limit(files).map(ReadSpeedIT::file);
      Files.writeString(
          bucket.client().out().resolve("files"), lines.collect(Collectors.joining()));
      var script =
          ReadGuest.script("read-speed.sh", bucket)
              .with("ROUNDS", Integer.toString(ROUNDS))
              .with("KEPT", kept);
      result = ReadGuest.run(bucket, script);
      log = bucket.log();
    }
  }

  /// The first file of a directory: `SUM KEY`.
  private static String file(String edition) {
    var pieces = new ReadPieces(SHAPE, edition);
    return pieces.sum(1) + " " + pieces.path(Shape.file(1)) + "\n";
  }

  static Stream<String> checks() {
    return WAYS.stream()
        .flatMap(way ->
            Stream.of(
                    Stream.of("mount", "mount of the export in memory"),
                    IntStream.rangeClosed(1, ROUNDS)
                        .mapToObj(round -> "round " + round)
                        .flatMap(round ->
                            Stream.of(
                                    "", ", for its bytes", ", from memory", ", every byte is right")
                                .map(round::concat)),
                    Stream.of("umount"))
                .flatMap(names -> names)
                .map(name -> way + ", " + name));
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
