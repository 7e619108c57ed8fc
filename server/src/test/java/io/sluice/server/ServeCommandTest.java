package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.process.FakeTerminal;
import io.sluice.server.state.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeCommandTest {
  private final Path directory;
  private final FakeTerminal terminal;
  private final SampleStore store;

  ServeCommandTest(@TempDir Path directory) {
    this.directory = directory;
    terminal = FakeTerminal.ofThisUser(directory);
    store = new SampleStore(directory.resolve("store"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String[] serve(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--endpoint-url=" + store.endpoint(),
                "--region=us-east-1",
                "--force-path-style",
                "--listen=127.0.0.1",
                "--portmap=off",
                "--metrics-listen=off",
                "--memory-target=32MiB"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private void assertCannotStart(String sentence, String... arguments) {
    assertThat(terminal.run(arguments)).isEqualTo(2);
    assertThat(terminal.lastErrLine()).startsWith("sluice: ").contains(sentence);
    assertThat(terminal.allOutLines()).isEmpty();
  }

  @Test
  void itIsReadyServesAndEndsWithoutAFault() throws Exception {
    CompletableFuture<Integer> exitCode =
        terminal.start(serve("--port=0", "s3://bucket", "s3://bucket/colors"));

    assertThat(terminal.nextOutLine()).matches("ready nfs://127\\.0\\.0\\.1:\\d+/bucket");
    assertThat(terminal.nextOutLine()).matches("ready nfs://127\\.0\\.0\\.1:\\d+/bucket/colors");
    assertThat(terminal.nextOutLine()).startsWith("# mount -t nfs -o vers=3,tcp,port=");
    assertThat(RunningServer.read(directory.resolve("sluice")))
        .hasValueSatisfying(
            server -> assertThat(server.exports()).containsExactly("/bucket", "/bucket/colors"));

    terminal.stop.ask();
    assertThat(exitCode.get()).isZero();
  }

  @Test
  void twoServersDoNotShareACache() throws Exception {
    Path cache = directory.resolve("cache");
    CompletableFuture<Integer> exitCode =
        terminal.start(serve("--port=0", "--cache=" + cache, "--cache-encrypt", "s3://bucket"));
    assertThat(terminal.nextOutLine()).startsWith("ready ");
    assertThat(directory.resolve("sluice/cache.key")).hasSize(32);

    FakeTerminal second = FakeTerminal.ofThisUser(directory);
    String state = "--state-dir=" + directory.resolve("other");
    assertThat(second.run(serve("--port=0", "--cache=" + cache, state, "s3://bucket")))
        .isEqualTo(2);
    assertThat(second.lastErrLine())
        .startsWith("sluice: Another server (process ")
        .contains(" has the cache directory " + cache + ": ");

    terminal.stop.ask();
    assertThat(exitCode.get()).isZero();
  }

  @Test
  void thePortComesBackWithTheNextStart() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    for (int start = 0; start < 2; start++) {
      FakeTerminal here = FakeTerminal.ofThisUser(directory);
      CompletableFuture<Integer> exitCode = here.start(serve("--port=" + port, "s3://bucket"));
      assertThat(here.nextOutLine()).isEqualTo("ready nfs://127.0.0.1:" + port + "/bucket");
      here.stop.ask();
      assertThat(exitCode.get()).isZero();
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertCannotStart("--port", serve("--port=" + port, "s3://bucket"));
      assertThat(terminal.lastErrLine()).contains(Integer.toString(port));
    }
  }

  @Test
  void anAbsentBucketIsNamed() {
    assertCannotStart("Bucket absent-bucket does not exist", serve("s3://absent-bucket"));
  }

  @Test
  void wrongCredentialsAreNamed() {
    SampleStore.useCredentials("key", "wrong");
    assertCannotStart("secret key", serve("s3://bucket"));

    SampleStore.useCredentials("nobody", "secret");
    assertCannotStart("access key", serve("s3://bucket"));
  }

  @Test
  void anEndpointThatDoesNotAnswerIsNamed() {
    String endpoint = store.endpoint();
    store.close();
    assertCannotStart(endpoint, serve("s3://bucket"));
  }

  @Test
  void aStateDirectoryThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertCannotStart(
        "The state directory " + file.resolve("state") + " cannot be written",
        serve("--state-dir=" + file.resolve("state"), "s3://bucket"));
  }
}
