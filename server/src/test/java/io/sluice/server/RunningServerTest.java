package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningServerTest {
  private static final BucketPath BUCKET = BucketPath.parse("s3://bucket");

  @TempDir Path directory;

  private static RunningServer server(int port, String... exports) {
    return RunningServer.ofThisProcess("127.0.0.1", port, "", List.of(exports));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    RunningServer server = server(2049, "/bucket", "/other/a b");
    server.write(directory);

    assertThat(RunningServer.read(directory)).contains(server);
  }

  @Test
  void nothingIsReadFromAnEmptyOrDamagedDirectory() throws IOException {
    assertThat(RunningServer.read(directory)).isEmpty();
    Files.writeString(directory.resolve("server.json"), "{");
    assertThat(RunningServer.read(directory)).isEmpty();
  }

  @Test
  void aProcessOfTheSameNumberThatStartedAtAnotherTimeIsAnother() {
    RunningServer server = server(1);
    RunningServer other = new RunningServer(server.pid(), 1, "127.0.0.1", 1, "", List.of());

    assertThat(server.process()).isPresent();
    assertThat(other.process()).isEmpty();
  }

  @Test
  void aServerHasItsExportsAndWhatIsBelowThem() {
    RunningServer server = server(1, "/bucket/some");

    assertThat(server.serves(BucketPath.parse("s3://bucket/some/prefix"), "")).isTrue();
    assertThat(server.serves(BUCKET, "")).isFalse();
    assertThat(server.serves(BucketPath.parse("s3://bucket/some"), "http://else")).isFalse();
  }

  @Test
  void mountFindsTheServerOfTheStateDirectoryAndThoseThatItStarted() throws IOException {
    MountServers servers = new MountServers(directory);
    assertThat(servers.find(BUCKET, "")).isEmpty();

    Path own = Files.createDirectories(servers.directoryFor(BUCKET, ""));
    server(7, "/bucket").write(own);
    server(8, "/other").write(directory);

    assertThat(servers.find(BUCKET, "")).map(RunningServer::port).contains(7);
    assertThat(servers.find(BucketPath.parse("s3://other/x"), ""))
        .map(RunningServer::port)
        .contains(8);
    assertThat(servers.isTaken(8)).isTrue();
    assertThat(servers.isTaken(9)).isFalse();
  }

  @Test
  void theSameNameOnAnotherEndpointIsAnotherBucket() {
    MountServers servers = new MountServers(directory);

    assertThat(servers.directoryFor(BUCKET, ""))
        .isEqualTo(servers.directoryFor(BUCKET, ""))
        .isNotEqualTo(servers.directoryFor(BUCKET, "http://localhost:9000"));
  }
}
