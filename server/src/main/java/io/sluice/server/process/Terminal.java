package io.sluice.server.process;

import io.sluice.config.Machine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What surrounds a command.
///
/// @param bytes standard output for the bytes of files
/// @param out standard output for lines that scripts read
/// @param err for people: the last line says what went wrong
/// @param stop tells a command that serves to end
public record Terminal(
    OutputStream bytes,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Machine machine,
    StopSignal stop) {
  /// That of this process.
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Terminal(
        new FileOutputStream(FileDescriptor.out),
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        environment,
        Machine.here(environment),
        new StopSignal(true));
  }

  /// Writes a line that a script may read, at once.
  public void print(String line) {
    out.println(line);
    out.flush();
  }

  /// Writes a line for people.
  public void say(String line) {
    err.println("sluice: " + line);
    err.flush();
  }
}
