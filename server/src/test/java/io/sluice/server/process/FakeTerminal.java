package io.sluice.server.process;

import io.sluice.config.Machine;
import io.sluice.server.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A terminal that keeps what is written to it.
public final class FakeTerminal {
  /// Tells of every line as soon as it is written.
  private static final class Lines extends PrintWriter {
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    Lines(StringWriter text) {
      super(text);
    }

    @Override
    public void println(String line) {
      super.println(line);
      queue.add(line);
    }
  }

  public final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  public final StringWriter out = new StringWriter();
  public final StringWriter err = new StringWriter();
  public final StopSignal stop = new StopSignal(false);
  final Map<String, String> environment = new HashMap<>(System.getenv());
  private final Machine machine;
  private final Lines outLines = new Lines(out);

  /// Of the user with this number, whose state is in `stateHome`.
  public FakeTerminal(long uid, Path stateHome) {
    machine = new Machine(uid, uid, 1L << 30, stateHome);
  }

  /// Of the user who runs the tests.
  public static FakeTerminal ofThisUser(Path stateHome) {
    return new FakeTerminal(Machine.here(Map.of()).uid(), stateHome);
  }

  /// Runs a command to its end.
  public int run(String... arguments) {
    return Program.run(terminal(), arguments);
  }

  /// What a command gets.
  public Terminal terminal() {
    return new Terminal(bytes, outLines, new PrintWriter(err), environment, machine, stop);
  }

  /// Runs a command that serves.
  public CompletableFuture<Integer> start(String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> run(arguments), task -> Thread.ofVirtual().start(task));
  }

  /// The next line of standard output.
  public String nextOutLine() throws InterruptedException {
    String line = outLines.queue.poll(30, TimeUnit.SECONDS);
    return line == null ? "nothing within 30 s; standard error says: " + err : line;
  }

  public List<String> allOutLines() {
    return out.toString().lines().toList();
  }

  public String lastErrLine() {
    return err.toString().lines().reduce((_, later) -> later).orElse("");
  }
}
