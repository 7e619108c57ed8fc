package io.sluice.it.bench;

import io.sluice.it.kernel.Launcher;
import io.sluice.it.kernel.ProcessUsage;
import io.sluice.it.kernel.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Sluice as a user starts it, by the launcher with its own options, on an empty state directory:
/// nothing is cached, and the JVM has compiled nothing but what starting takes.
final class ColdServer implements AutoCloseable {
  /// The bucket, and an export of its own of a tree in it, to be walked before the clock starts.
  static final String BUCKET = "/bucket";

  static final String WARM_UP = "/bucket/warm";

  /// For reports.
  static final String STARTED = "started by the launcher, with an AOT cache";

  private static final Duration START = Duration.ofMinutes(1);

  private final ServerProcess process;
  private final InetSocketAddress address;

  private ColdServer(ServerProcess process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /// Starts it before that S3, with its state below `folder`.
  static ColdServer start(String endpoint, Path folder) throws IOException, InterruptedException {
    return start(endpoint, folder, Map.of(), "--no-sign-request");
  }

  /// As [#start(String, Path)], with options beside those that any benchmark needs.
  static ColdServer start(
      String endpoint, Path folder, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    Path state = Files.createTempDirectory(folder, "state");
    List<String> command =
        Stream.of(
                Stream.of(Launcher.PATH.toString(), "serve", "s3:/" + BUCKET, "s3:/" + WARM_UP),
                Stream.of(options),
                Stream.of(
                    "--endpoint-url",
                    endpoint,
                    "--region",
                    "us-east-1",
                    "--force-path-style",
                    "--metrics-listen",
                    "off",
                    "--listen",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--portmap",
                    "off",
                    "--allow-unprivileged-ports",
                    "--allow-other",
                    "--state-dir",
                    state.toString()))
            .flatMap(words -> words)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    ServerProcess process = ServerProcess.start("sluice", builder, folder);
    URI ready = URI.create(process.awaitReady(START).substring("ready ".length()));
    return new ColdServer(
        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), ready.getPort()));
  }

  InetSocketAddress address() {
    return address;
  }

  ProcessUsage usage() throws IOException {
    return ProcessUsage.of(process.pid());
  }

  @Override
  public void close() {
    process.stop();
  }
}
