package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A tree of 2,000 files with odd names, mounted by port and with no options at all.
@EnabledWithKernelClient
@DisplayName("N1 N2 R1 A tree of odd names")
final class TreeMountIT {
  private static GuestResult result;

  @BeforeAll
  static void bootOnce() throws IOException, InterruptedException {
    try (var bucket =
        ServedBucket.open("TREE_2000", ServerMemory.AMPLE, List.of(), "--read-only")) {
      result = bucket.client().guest(GuestScript.named("tree.sh"));
    }
  }

  static Stream<String> checks() {
    var onEachMount =
        Stream.of("by port, ", "plain, ")
            .flatMap(mount ->
                Stream.of(
                        "mount",
                        "ls -lR shows every file",
                        "find shows the names of the manifest",
                        "keys that no path can name are hidden",
                        "names of 255 bytes are there",
                        "every file has its bytes",
                        "cp -r makes an exact copy",
                        "cat gives the bytes",
                        "touch says that it is read-only",
                        "umount")
                    .map(mount::concat));
    return Stream.concat(onEachMount, Stream.of("plain, it is version 3"));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) {
    assertThat(result.check(name)).isEqualTo(Check.ok(name));
  }
}
