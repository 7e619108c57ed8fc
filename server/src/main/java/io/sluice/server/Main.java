package io.sluice.server;

import io.sluice.server.process.Terminal;

/// The program.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int exitCode = Program.run(terminal, arguments);
    terminal.stop().end(exitCode);
    System.exit(exitCode);
  }
}
