package io.sluice.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootPortsTest {
  @TempDir Path directory;

  private Optional<String> warning(String said) throws IOException {
    return RootPorts.warning(Files.writeString(directory.resolve("start"), said));
  }

  @Test
  void x3_itIsToldThatOthersThanRootHaveLowPorts() throws IOException {
    assertThat(warning("0\n"))
        .hasValueSatisfying(words ->
            assertThat(words)
                .contains("ports from 0 on", "sysctl net.ipv4.ip_unprivileged_port_start=1024"));
    assertThat(warning("1023\n")).isPresent();
  }

  @Test
  void x3_theNumberOfThisSystemIsReadWhole() throws IOException {
    assumeThat(RootPorts.FIRST_OF_ANYBODY).as("Linux").exists();
    Process cat = new ProcessBuilder("cat", RootPorts.FIRST_OF_ANYBODY.toString()).start();
    String said = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

    assertThat(RootPorts.warning(RootPorts.FIRST_OF_ANYBODY)).isEqualTo(warning(said));
  }

  @Test
  void x3_nothingIsToldWhereLowPortsAreOfRoot() throws IOException {
    assertThat(warning("1024\n")).isEmpty();
    assertThat(warning("32768\n")).isEmpty();
    assertThat(warning("")).isEmpty();
    assertThat(RootPorts.warning(directory.resolve("absent"))).isEmpty();
  }
}
