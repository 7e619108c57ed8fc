package io.sluice.server;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// The command that starts this program once more.
final class Launch {
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
    command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), Main.class.getName()));
    return command;
  }
}
