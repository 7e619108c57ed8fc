package io.sluice.it.reading;

import io.sluice.it.bucket.TestBucket;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.kernel.ProcessUsage;
import io.sluice.it.kernel.ServerProcess;
import io.sluice.server.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A whole server as a process of its own, with the options of the launcher, over a bucket of the
/// small S3 in this JVM. Closing kills it.
final class ServedProcess implements AutoCloseable {
  /// The path of the export.
  static final String EXPORT = "/" + TestBucket.NAME;

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ServerProcess process;
  private final InetSocketAddress address;

  private ServedProcess(ServerProcess process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /// Starts it.
  ///
  /// @param folder for its state and its log
  static ServedProcess start(FakeS3 s3, Path folder, String... flags)
      throws IOException, InterruptedException {
    LauncherOptions options = LauncherOptions.read();
    List<String> main = List.of("-cp", System.getProperty("java.class.path"), Main.class.getName());
    List<String> serve =
        List.of(
            "serve",
            "s3:/" + EXPORT,
            "--endpoint-url=" + s3.endpoint(),
            "--region=us-east-1",
            "--force-path-style",
            "--listen=127.0.0.1",
            "--port=0",
            "--portmap=off",
            "--metrics-listen=off",
            "--allow-unprivileged-ports",
            "--allow-other",
            "--state-dir=" + folder.resolve("state"));
    ProcessBuilder command =
        new ProcessBuilder(
            Stream.of(
                    Stream.of(System.getProperty("java.home") + "/bin/java"),
                    options.ofJvm().stream(),
                    main.stream(),
                    serve.stream(),
                    Stream.of(flags))
                .flatMap(words -> words)
                .toList());
    command.environment().put("MALLOC_ARENA_MAX", options.arenas());
    command.environment().put("AWS_ACCESS_KEY_ID", s3.credentials().accessKey());
    command.environment().put("AWS_SECRET_ACCESS_KEY", s3.credentials().secretKey());
    ServerProcess process = ServerProcess.start("sluice", command, folder);
    URI ready = URI.create(process.awaitReady(LONGEST).substring("ready ".length()));
    return new ServedProcess(
        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), ready.getPort()));
  }

  InetSocketAddress address() {
    return address;
  }

  /// A client on a connection of its own.
  ReadClient client() {
    return new ReadClient(address, EXPORT);
  }

  ProcessUsage usage() throws IOException {
    return ProcessUsage.of(process.pid());
  }

  String log() throws IOException {
    return process.log();
  }

  /// Ends it as `kill` does, and waits until it has ended.
  ///
  /// @return its exit code
  int end() throws IOException, InterruptedException {
    return process.end(LONGEST);
  }

  @Override
  public void close() {
    process.stop();
  }
}
