package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.process.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What the unit of systemd does when the server ends.
final class ServiceUnitTest {
  private static final Path UNIT = Path.of("../systemd/sluice.service");

  @TempDir Path directory;

  private static List<String> lines() throws IOException {
    return Files.readAllLines(UNIT);
  }

  private String afterExit(String status) throws IOException {
    Path sleep = Files.writeString(directory.resolve("sleep"), "#!/bin/sh\necho sleeps $1 s\n");
    Files.setPosixFilePermissions(sleep, PosixFilePermissions.fromString("rwx------"));
    String quoted =
        lines().stream()
            .filter(line -> line.startsWith("ExecStopPost=/bin/sh -c "))
            .map(line -> line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\'')))
            .findFirst()
            .orElse("");
    // systemd.service(5): a dollar sign is written twice.
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", quoted.replace("$$", "$"));
    shell.environment().put("EXIT_STATUS", status);
    shell.environment().put("PATH", directory.toString());
    try (var said = shell.start().inputReader()) {
      return said.readAllAsString().strip();
    }
  }

  @Test
  void itStartsTheServerAgainHoweverOftenAndWhyeverItFailed() throws IOException {
    assertThat(lines())
        .contains("Restart=on-failure")
        .noneMatch(line -> line.startsWith("RestartPreventExitStatus"))
        .containsSubsequence("[Unit]", "StartLimitIntervalSec=0", "[Service]");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyAServerThatCouldNotStartIsGivenTime() throws IOException {
    assertThat(afterExit(Integer.toString(CommandFailure.CANNOT_START))).isEqualTo("sleeps 10 s");
    assertThat(afterExit(Integer.toString(CommandFailure.FAILED))).isEmpty();
    assertThat(afterExit(Integer.toString(CommandFailure.FINE))).isEmpty();
    assertThat(afterExit("KILL")).isEmpty();
  }
}
