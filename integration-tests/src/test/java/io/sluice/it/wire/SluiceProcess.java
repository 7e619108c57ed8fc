package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.kernel.ServerProcess;
import io.sluice.server.Main;
import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.rpc.XdrReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A whole server as a process of its own over a bucket of the small S3, and a client that has
/// mounted it as root. Closing kills it.
final class SluiceProcess implements AutoCloseable {
  static final String BUCKET = "bucket";
  private static final Duration START = Duration.ofMinutes(2);
  private static final int MOUNT_PROGRAM = 100005;
  private static final int MNT = 1;
  private static final int UMNT = 3;

  final Nfs3Client client;
  final FileHandle root;
  private final ServerProcess server;
  private final RpcConnection connection;

  private SluiceProcess(ServerProcess server, String ready) {
    this.server = server;
    int port = Integer.parseInt(ready.replaceAll(".*:(\\d+)/.*", "$1"));
    connection = new RpcConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    client = new Nfs3Client(connection, AuthSys.ROOT);
    XdrReader mounted = mount(MNT).results();
    assertThat(mounted.readInt()).isZero();
    root = FileHandle.of(ByteBuffer.wrap(mounted.readOpaque(64)));
  }

  /// Starts it.
  ///
  /// @param folder for its state and its log
  static SluiceProcess start(FakeS3 s3, Path folder, String... flags)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "s3://" + BUCKET,
                "--endpoint-url=" + s3.endpoint(),
                "--region=us-east-1",
                "--force-path-style",
                "--listen=127.0.0.1",
                "--port=0",
                "--portmap=off",
                "--metrics-listen=off",
                "--allow-unprivileged-ports",
                "--uid=500",
                "--gid=500",
                "--state-dir=" + folder.resolve("state")));
    addUnlessGiven(command, "--memory-target=", "32MiB", flags);
    addUnlessGiven(command, "--metadata-ttl=", "indefinite", flags);
    command.addAll(List.of(flags));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("AWS_ACCESS_KEY_ID", s3.credentials().accessKey());
    process.environment().put("AWS_SECRET_ACCESS_KEY", s3.credentials().secretKey());
    ServerProcess server = ServerProcess.start("sluice", process, folder);
    return new SluiceProcess(server, server.awaitReady(START));
  }

  private static void addUnlessGiven(
      List<String> command, String flag, String value, String... flags) {
    if (Stream.of(flags).noneMatch(given -> given.startsWith(flag))) {
      command.add(flag + value);
    }
  }

  private RpcReply mount(int procedure) {
    return connection.call(
        MOUNT_PROGRAM, 3, procedure, AuthSys.ROOT, out -> out.writeString("/" + BUCKET));
  }

  /// Tells the server that the client has unmounted.
  void unmount() {
    assertThat(mount(UMNT).outcome()).isEqualTo(RpcReply.Outcome.SUCCESS);
  }

  /// Leaves without a word.
  void disconnect() {
    connection.close();
  }

  /// SIGTERM, and waits until the process is gone.
  int end() throws IOException, InterruptedException {
    return server.end(START);
  }

  String log() throws IOException {
    return server.log();
  }

  FileHandle find(FileHandle directory, String name) {
    return Objects.requireNonNull(client.lookup(directory, name).object());
  }

  Fattr3 attributes(FileHandle file) {
    return Objects.requireNonNull(client.getattr(file).attributes());
  }

  /// The names of a small directory.
  List<String> names(FileHandle directory) {
    return client.readdirplus(directory, 0, 4096, 16384).names().stream()
        .filter(name -> !name.startsWith("."))
        .toList();
  }

  @Override
  public void close() {
    connection.close();
    try {
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
