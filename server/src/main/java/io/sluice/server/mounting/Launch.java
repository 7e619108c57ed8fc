package io.sluice.server.mounting;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// The command that starts this program once more.
final class Launch {
  /// The class whose `main` is the program: it is above this one, which therefore cannot name it.
  private static final String MAIN = "io.sluice.server.Main";

  private Launch() {}

  /// The launcher, which says by a system property that it is there; else the JVM that we run on,
  /// with its options.
  static List<String> command() {
    String launcher = System.getProperty("sluice.launcher", "");
    if (!launcher.isEmpty()) {
      return List.of(launcher);
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), MAIN));
    return command;
  }
}
