package io.sluice.server;

import io.sluice.config.Machine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A terminal that keeps what is written to it.
final class FakeTerminal {
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final StopSignal stop = new StopSignal(false);
  final Map<String, String> environment = new HashMap<>(System.getenv());
  private final Machine machine;

  /// Of the user with this number, whose state is in `stateHome`.
  FakeTerminal(long uid, Path stateHome) {
    machine = new Machine(uid, uid, 8L << 30, stateHome);
  }

  int run(String... arguments) {
    Terminal terminal =
        new Terminal(new PrintWriter(out), new PrintWriter(err), environment, machine, stop);
    return Program.run(terminal, arguments);
  }

  List<String> outLines() {
    return out.toString().lines().toList();
  }

  String lastErrLine() {
    return err.toString().lines().reduce((_, later) -> later).orElse("");
  }
}
