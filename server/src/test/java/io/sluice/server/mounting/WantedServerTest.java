package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Machine;
import io.sluice.config.SettingsLoader;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StoreIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WantedServerTest {
  private static final BucketPath BUCKET = BucketPath.parse("s3://bucket");
  private static final StoreIdentity STORE = new StoreIdentity("", "");

  private final SettingsLoader loader =
      new SettingsLoader(new Machine(7, 7, 1L << 30, Path.of("/state")), Map.of());

  private WantedServer wanted(Map<String, String> given) {
    return new WantedServer(BUCKET, STORE, loader.load(given), given);
  }

  private void require(Map<String, String> given, Map<String, String> there) {
    RunningServer server =
        RunningServer.ofThisProcess("127.0.0.1", 2049, STORE, there, List.of("/bucket"));
    wanted(given).requireSettingsOf(server, loader);
  }

  @Test
  void aServerThatRunsWithOtherSettingsIsNotTakenForTheWantedOne() {
    assertThatThrownBy(() ->
            require(
                Map.of("allow-overwrite", "true", "uid", "8", "metadata-ttl", "1s"),
                Map.of("allow-delete", "true")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("s3://bucket is served already (process ")
        .hasMessageContaining(" with another setting of --allow-overwrite, --uid: ");
    assertThatThrownBy(() -> require(Map.of("port", "7"), Map.of()))
        .hasMessageContaining(" of --port: ");
  }

  @Test
  void whatIsNotAskedForMayBeAsItIs() {
    Map<String, String> there =
        Map.of("allow-overwrite", "true", "portmap", "off", "port", "2049", "state-dir", "/s");

    assertThatCode(() -> require(Map.of(), there)).doesNotThrowAnyException();
    assertThatCode(() ->
            require(
                Map.of(
                    "allow-overwrite", "true",
                    "portmap", "auto",
                    "port", "2049",
                    "state-dir", "/",
                    "log-level", "debug"),
                there))
        .doesNotThrowAnyException();
  }

  @Test
  void thePortThatIsAskedForIsTakenAndElseTheEarlierOne(@TempDir Path directory)
      throws IOException {
    MountServers servers = new MountServers(directory);
    Path state = Files.createDirectories(servers.directoryFor(BUCKET, STORE));
    assertThat(wanted(Map.of()).port(servers, state, mounted())).isEqualTo(12049);

    new RunningServer(1, "earlier", "127.0.0.1", 7, STORE, Map.of(), List.of("/bucket"))
        .write(state);
    assertThat(wanted(Map.of()).port(servers, state, mounted())).isEqualTo(7);
    // Wherever it was said: in the file, the environment, or by a flag.
    assertThat(wanted(Map.of("port", "8")).port(servers, state, mounted())).isEqualTo(8);

    RunningServer.ofThisProcess("127.0.0.1", 7, STORE, Map.of(), List.of("/other"))
        .write(directory);
    assertThat(wanted(Map.of()).port(servers, state, mounted())).isZero();
  }

  @Test
  void thePortOfADeadServerWhoseMountStillWaitsIsLeftToIt(@TempDir Path directory)
      throws IOException {
    MountServers servers = new MountServers(directory);
    Path state = Files.createDirectories(servers.directoryFor(BUCKET, STORE));

    assertThat(wanted(Map.of()).port(servers, state, mounted("/other"))).isZero();
    assertThat(wanted(Map.of()).port(servers, state, mounted("/srv"))).isZero();
    // Of a server of this name that is not ours: another store, or started by hand.
    assertThat(wanted(Map.of()).port(servers, state, mounted("/bucket"))).isZero();

    wasOnUsualPort("/bucket").write(state);
    assertThat(wanted(Map.of()).port(servers, state, mounted("/other", "/bucket"))).isZero();
  }

  @Test
  void aServerComesBackToThePortOfItsOwnMounts(@TempDir Path directory) throws IOException {
    MountServers servers = new MountServers(directory);
    Path state = Files.createDirectories(servers.directoryFor(BUCKET, STORE));
    wasOnUsualPort("/bucket").write(state);
    KernelMounts own = mounted("/bucket", "/bucket/below");

    assertThat(wanted(Map.of()).port(servers, state, own)).isEqualTo(12049);

    // Of two that had this port, what is mounted is of the later one.
    Path later = servers.directoryFor(BUCKET, new StoreIdentity("http://else", ""));
    wasOnUsualPort("/bucket").write(Files.createDirectories(later));
    setWrittenAt(state, 1_000);
    setWrittenAt(later, 2_000);
    assertThat(wanted(Map.of()).port(servers, state, own)).isZero();
  }

  private static void setWrittenAt(Path state, long millis) throws IOException {
    Files.setLastModifiedTime(state.resolve("server.json"), FileTime.fromMillis(millis));
  }

  private static RunningServer wasOnUsualPort(String export) {
    return new RunningServer(1, "earlier", "127.0.0.1", 12049, STORE, Map.of(), List.of(export));
  }

  private static KernelMounts mounted(String... exports) {
    return KernelMounts.parse(
        Stream.of(exports)
            .map(export ->
                "9 2 0:5 / /mnt" + export + " rw - nfs 127.0.0.1:" + export + " rw,port=12049")
            .toList());
  }

  @Test
  void aServerThatIsStartedAgainIsToldWhatItWasToldBefore() {
    assertThat(wanted(Map.of("uid", "9")).flags(Map.of("uid", "8", "read-only", "true")))
        .containsOnly(
            Map.entry("uid", "9"), Map.entry("read-only", "true"), Map.entry("portmap", "off"));
  }
}
