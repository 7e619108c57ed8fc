package io.sluice.it.kernel;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A network namespace of this run, in which servers listen on [#SERVER_ADDRESS] and a guest with a
/// real Linux kernel mounts them.
///
/// The namespace is held by a process that takes it down, with all that runs in it, when its
/// standard input ends: by [#close()], or because this JVM is gone, however it went.
public final class KernelClient implements AutoCloseable {
  /// Where servers listen; the guest is 192.168.77.2.
  public static final String SERVER_ADDRESS = "192.168.77.1";

  static final Path SCRIPTS = Path.of(System.getProperty("basedir", ""), "src/test/kernel");
  private static final Path RUNS = Path.of(System.getProperty("basedir", ""), "target/kernel");
  private static final Duration RUN_LIMIT = Duration.ofMinutes(2);

  private final Process holder;
  private final String namespace;
  private final Path folder;

  private KernelClient(Process holder, String namespace, Path folder) {
    this.holder = holder;
    this.namespace = namespace;
    this.folder = folder;
  }

  /// Makes the namespace.
  public static KernelClient open() throws IOException {
    var holder =
        new ProcessBuilder(script("hold").toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var namespace = holder.inputReader().readLine();
    if (namespace == null) {
      throw new IOException("no network namespace could be made");
    }
    var folder = RUNS.resolve(namespace).toAbsolutePath();
    Files.createDirectories(folder.resolve("out"));
    return new KernelClient(holder, namespace, folder);
  }

  /// Where the logs of this run's servers are, and room for what else the run needs.
  public Path folder() {
    return folder;
  }

  /// The folder that the guest sees as `/tmp/out`, there before it boots.
  public Path out() {
    return folder.resolve("out");
  }

  /// Starts a server in the namespace. See [ServerProcess#awaitReady(Duration)].
  ///
  /// @param name of its log files; the same name again goes on in the same log
  public ServerProcess server(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(inNamespace(command));
    builder.environment().putAll(environment);
    return ServerProcess.start(name, builder, folder);
  }

  /// Runs a script of `src/test/kernel` on the host, in the namespace, to its end, and returns its
  /// standard output.
  ///
  /// @throws IllegalStateException when it fails, with what it printed
  public String run(String name, String... arguments) throws IOException, InterruptedException {
    var output = folder.resolve(name + ".out");
    var command =
        Stream.concat(Stream.of("bash", SCRIPTS.resolve(name).toString()), Stream.of(arguments));
    var process =
        new ProcessBuilder(inNamespace(command.toList()))
            .redirectError(folder.resolve(name + ".log").toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(RUN_LIMIT.toSeconds(), SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() != 0) {
      var log = Files.readString(folder.resolve(name + ".log"));
      throw new IllegalStateException(name + " ended with " + process.exitValue() + ": " + log);
    }
    return Files.readString(output);
  }

  /// Boots a guest and runs the script in it, to its end. One guest at a time.
  public GuestResult guest(GuestScript script) throws IOException, InterruptedException {
    return boot(script).result();
  }

  /// Boots a guest and runs the script in it, while the test does something else.
  public Guest boot(GuestScript script) throws IOException {
    Files.writeString(out().resolve("env"), script.environmentFile());
    var command = script("guest", namespace, script.file().toString(), out().toString()).toList();
    var builder = new ProcessBuilder(command);
    builder.environment().put("KC_MEM", script.memory());
    builder.environment().put("KC_TIMEOUT", Long.toString(script.limit().toSeconds()));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("guest.log").toFile());
    return new Guest(builder.start(), out(), script.limit());
  }

  /// Takes the namespace down, and with it the servers and the guest.
  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    try {
      holder.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> inNamespace(List<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", namespace), command.stream()).toList();
  }

  static Stream<String> script(String... arguments) {
    var client = SCRIPTS.resolve("kernel-client").toString();
    return Stream.concat(Stream.of("bash", client), Stream.of(arguments));
  }
}
