package io.sluice.it.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What names cost in memory, in a JVM that does nothing else.
final class NamesMemoryTest {
  private static final long MOST_BYTES = 100L << 20;
  private static final Pattern PRINTED = Pattern.compile("names=(\\d+) bytes=(-?\\d+)\\s*");

  @TempDir private Path state;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aMillionNamesInUseCost100MebibytesAtMost() throws IOException, InterruptedException {
    Matcher printed = PRINTED.matcher(run());
    assertThat(printed.matches()).isTrue();
    assertThat(Long.parseLong(printed.group(1))).isEqualTo(1_000_000);
    assertThat(Long.parseLong(printed.group(2))).isLessThanOrEqualTo(MOST_BYTES);
  }

  private String run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx2g",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    NamesInUse.class.getName(),
                    state.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    System.out.println(printed.strip());
    return printed;
  }
}
