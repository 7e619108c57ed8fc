package io.sluice.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `ls -l`, `find` and `du` by the kernel's client, and how many requests S3 saw for them.
@EnabledWithKernelClient
@DisplayName("N1 Names through a mount")
final class NamesMountIT {
  static Stream<String> checks() {
    return Stream.of("plain, ", "with the options of sluice mount, ")
        .flatMap(mount ->
            Stream.of(
                    "mount",
                    "ls -l of 10,000 files",
                    "find over 16,000 objects in 1,000 directories",
                    "du over 16,000 objects in 1,000 directories",
                    "du over 3,370 files in 300 directories",
                    "a name that does not exist 100 times",
                    "umount")
                .map(mount::concat));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void checkHolds(String name) throws IOException, InterruptedException {
    assertThat(NamesGuest.result().check(name)).isEqualTo(Check.ok(name));
  }
}
