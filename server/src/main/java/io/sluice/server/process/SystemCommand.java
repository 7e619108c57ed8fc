package io.sluice.server.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs of the system, called with arguments and never through a shell.
public final class SystemCommand {
  /// What a program said on both its outputs, and its exit code.
  public record Outcome(int exitCode, String output) {
    /// Whether it did what it was asked.
    public boolean isFine() {
      return exitCode == 0;
    }

    /// The last line that it wrote, for a sentence.
    public String lastLine() {
      return output
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .reduce((_, b) -> b)
          .orElse("it said nothing");
    }
  }

  private SystemCommand() {}

  /// Where programs are: on PATH, and where the system's own are.
  public static List<Path> directories(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(":", -1)).filter(directory -> directory.startsWith("/")),
            Stream.of("/sbin", "/usr/sbin", "/bin", "/usr/bin"))
        .map(Path::of)
        .toList();
  }

  /// Looks for a program.
  public static Optional<Path> find(String name, List<Path> directories) {
    return directories.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Runs a program to its end.
  public static Outcome run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      return new Outcome(process.waitFor(), new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CommandFailure.failed(
          "%s cannot be run (%s).".formatted(command.getFirst(), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("The wait for " + command.getFirst() + " was interrupted.");
    }
  }
}
