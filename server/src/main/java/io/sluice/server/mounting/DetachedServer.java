package io.sluice.server.mounting;

import io.sluice.config.Definitions;
import io.sluice.config.Setting;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.SystemCommand;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StateDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A server in a process of its own, which goes on when the command that started it and its
/// terminal are gone.
///
/// @param stateDirectory its own
/// @param flags of `serve`, by name; most are passed in the environment, since everybody can read
///   what stands on a command line
/// @param bucket what it serves
public record DetachedServer(Path stateDirectory, Map<String, String> flags, BucketPath bucket) {
  /// By which people tell one server from another.
  private static final List<Setting<?>> SHOWN = List.of(Definitions.STATE_DIR, Definitions.PORT);

  /// Starts it and waits until it answers.
  ///
  /// @throws CommandFailure in the words of the server, if it does not start
  public RunningServer start(Map<String, String> environment) {
    Path log = stateDirectory.resolve("server.log");
    try {
      StateDirectory.create(stateDirectory);
      long earlier = Files.exists(log) ? Files.size(log) : 0;
      ProcessBuilder builder =
          new ProcessBuilder(command(environment))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      flags.forEach((name, text) -> builder.environment().put(variable(name), text));
      Process process = builder.start();
      process.getOutputStream().close();
      if (!isReady(process)) {
        throw CommandFailure.cannotStart(lastLine(log, earlier));
      }
      return RunningServer.read(stateDirectory)
          .orElseThrow(() ->
              CommandFailure.failed("The server left no " + stateDirectory + "/server.json."));
    } catch (IOException e) {
      throw StateDirectory.notWritable(stateDirectory, e);
    }
  }

  /// `setsid` takes it out of our terminal's session, so that neither Ctrl-C nor the terminal's end
  /// reaches it.
  private List<String> command(Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    SystemCommand.find("setsid", SystemCommand.directories(environment))
        .map(Path::toString)
        .ifPresent(command::add);
    command.addAll(Launch.command());
    command.add("serve");
    for (Setting<?> shown : SHOWN) {
      String text = flags.get(shown.name());
      if (text != null) {
        command.add(shown.flag() + "=" + text);
      }
    }
    command.add(bucket.toString());
    return command;
  }

  private static String variable(String name) {
    return Definitions.ALL.stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no setting is called " + name))
        .variable();
  }

  private static boolean isReady(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("ready ")) {
        return true;
      }
    }
    return false;
  }

  /// @param earlier bytes of the log are of those that ran before
  private static String lastLine(Path log, long earlier) throws IOException {
    try (InputStream said = Files.newInputStream(log)) {
      said.skipNBytes(earlier);
      return new String(said.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((_, later) -> later)
          .map(line -> line.replaceFirst("^sluice: ", ""))
          .orElse("The server ended without a word: look at " + log + ".");
    }
  }
}
