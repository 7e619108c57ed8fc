package io.sluice.it.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// A server that is a process of its own, since tests kill it or watch what it survives. Its
/// standard output lands in `NAME.out`, its log (standard error) in `NAME.log`.
public final class ServerProcess {
  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /// Starts `command`; its output and its log land in `folder`.
  public static ServerProcess start(String name, ProcessBuilder command, Path folder)
      throws IOException {
    var log = folder.resolve(name + ".log");
    var process = command.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    var server = new ServerProcess(name, process, log);
    var output = folder.resolve(name + ".out");
    Thread.ofPlatform().daemon().name("output of " + name).start(() -> server.copyOutput(output));
    return server;
  }

  /// Waits for the line on standard output that begins with `ready `, and returns it.
  ///
  /// @throws IllegalStateException when the server ends first, or `longest` passes
  public String awaitReady(Duration longest) throws IOException, InterruptedException {
    try {
      return ready.get(longest.toSeconds(), SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(name + " is not ready, its log: " + log(), e);
    }
  }

  /// Whether the process runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// The number of the process; of the JVM, where a launcher became it.
  public long pid() {
    return process.pid();
  }

  /// SIGKILL, for whoever does not wait.
  public void stop() {
    process.destroyForcibly();
  }

  /// SIGKILL, and waits until the process is gone.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM, and waits until the process is gone.
  ///
  /// @return its exit code
  /// @throws IllegalStateException when `longest` passes
  public int end(Duration longest) throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(longest.toSeconds(), SECONDS)) {
      throw new IllegalStateException(name + " does not end, its log: " + log());
    }
    return process.exitValue();
  }

  /// What the server has logged so far.
  public String log() throws IOException {
    return new String(Files.readAllBytes(log), UTF_8);
  }

  private void copyOutput(Path output) {
    try (var lines = process.inputReader(UTF_8);
        var copy = Files.newBufferedWriter(output)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        if (line.startsWith("ready ")) {
          ready.complete(line);
        }
      }
      ready.completeExceptionally(new IOException(name + " closed its output"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }
}
