package io.sluice.server.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Machine;
import io.sluice.server.mounting.MountServers;
import io.sluice.server.process.ProcessStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RunningServerTest {
  private static final BucketPath BUCKET = BucketPath.parse("s3://bucket");
  private static final StoreIdentity AWS = new StoreIdentity("", "");
  private static final StoreIdentity ELSE = new StoreIdentity("http://else", "");

  @TempDir Path directory;

  private static RunningServer server(int port, String... exports) {
    return RunningServer.ofThisProcess(
        "127.0.0.1", port, AWS, Map.of("read-only", "true"), List.of(exports));
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
    RunningServer other =
        new RunningServer(server.pid(), "1", "127.0.0.1", 1, AWS, Map.of(), List.of());

    assertThat(server.started()).isNotEmpty();
    assertThat(server.process()).isPresent();
    assertThat(other.process()).isEmpty();
  }

  @Test
  void aServerIsWaitedForByItsOwnDrainTimeout() {
    Machine machine = new Machine(7, 7, 1L << 30, directory);
    RunningServer slow =
        new RunningServer(1, "1", "127.0.0.1", 1, AWS, Map.of("drain-timeout", "5m"), List.of());

    assertThat(slow.patience(machine)).isEqualTo(Duration.ofSeconds(305));
    assertThat(server(1).patience(machine)).isEqualTo(Duration.ofSeconds(35));
  }

  @Test
  void aServerHasItsExportsAndWhatIsBelowThem() {
    RunningServer server = server(1, "/bucket/some");

    assertThat(server.serves(BucketPath.parse("s3://bucket/some/prefix"), AWS)).isTrue();
    assertThat(server.serves(BUCKET, AWS)).isFalse();
    assertThat(server.serves(BucketPath.parse("s3://bucket/some"), ELSE)).isFalse();
  }

  @Test
  void mountFindsTheServerOfTheStateDirectoryAndThoseThatItStarted() throws IOException {
    MountServers servers = new MountServers(directory);
    assertThat(servers.find(BUCKET, AWS)).isEmpty();

    Path own = Files.createDirectories(servers.directoryFor(BUCKET, AWS));
    server(7, "/bucket").write(own);
    server(8, "/other").write(directory);

    assertThat(servers.find(BUCKET, AWS)).map(RunningServer::port).contains(7);
    assertThat(servers.find(BucketPath.parse("s3://other/x"), AWS))
        .map(RunningServer::port)
        .contains(8);
    assertThat(servers.isTaken(8)).isTrue();
    assertThat(servers.isTaken(9)).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessStaysTheSameWhenTheClockIsSet() {
    Instant byTheClock = ProcessHandle.current().info().startInstant().orElseThrow();

    assertThat(ProcessStart.of(ProcessHandle.current()))
        .matches("[0-9a-f-]{36} \\d+")
        .doesNotContain(Long.toString(byTheClock.toEpochMilli() / 1000));
  }

  @Test
  void theSameNameOnAnotherEndpointIsAnotherBucket() {
    MountServers servers = new MountServers(directory);

    assertThat(servers.directoryFor(BUCKET, AWS))
        .isEqualTo(servers.directoryFor(BUCKET, AWS))
        .isNotEqualTo(servers.directoryFor(BUCKET, ELSE));
  }
}
