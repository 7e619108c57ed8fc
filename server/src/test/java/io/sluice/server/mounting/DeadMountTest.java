package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Machine;
import io.sluice.config.SettingsLoader;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.FakeTerminal;
import io.sluice.server.process.ProcessStart;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StoreIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadMountTest {
  private static final BucketPath BUCKET = BucketPath.parse("s3://bucket");
  private static final StoreIdentity STORE = new StoreIdentity("", "");
  private static final String LAUNCHER = "sluice.launcher";

  private final Path directory;
  private final MountServers servers;
  private final Path state;
  private final FakeTerminal terminal;

  DeadMountTest(@TempDir Path directory) {
    this.directory = directory;
    servers = new MountServers(directory.resolve("state"));
    state = servers.directoryFor(BUCKET, STORE);
    terminal = FakeTerminal.ofThisUser(directory);
  }

  @BeforeEach
  void launchNothing() throws IOException {
    Files.createDirectories(state);
    launch(
        "echo \"$@\" >>'%s/calls'; env | grep '^SLUICE_[APU]' | sort >>'%s/calls'; echo ready nfs://127.0.0.1:4711/bucket"
            .formatted(directory, directory));
  }

  @AfterEach
  void launchAsEver() {
    System.clearProperty(LAUNCHER);
  }

  private void launch(String script) throws IOException {
    Path launcher = Files.writeString(directory.resolve("launcher"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    System.setProperty(LAUNCHER, launcher.toString());
  }

  private void serverWas(String started, StoreIdentity store) throws IOException {
    new RunningServer(
            ProcessHandle.current().pid(),
            started,
            "127.0.0.1",
            4711,
            store,
            Map.of("allow-delete", "true"),
            List.of("/bucket"))
        .write(state);
  }

  private boolean heal(String source) throws IOException {
    String place = directory.toRealPath().resolve("mnt").toString();
    KernelMounts mounts =
        KernelMounts.parse(List.of("9 2 0:5 / " + place + " rw - nfs " + source + " rw,port=4711"));
    Machine machine = new Machine(7, 7, 1L << 30, directory);
    Map<String, String> given = Map.of("uid", "8");
    WantedServer wanted =
        new WantedServer(BUCKET, STORE, new SettingsLoader(machine, Map.of()).load(given), given);
    return new DeadMount(servers, wanted, terminal.terminal()).heal(Path.of(place), mounts);
  }

  @Test
  void itsServerIsStartedAgainOnItsPortWithItsStateAndSettings() throws IOException {
    serverWas("earlier", STORE);

    assertThat(heal("127.0.0.1:/bucket")).isTrue();
    assertThat(directory.resolve("calls"))
        .hasContent(
            "serve --state-dir="
                + state
                + " --port=4711 s3://bucket\nSLUICE_ALLOW_DELETE=true\nSLUICE_PORT=4711\n"
                + "SLUICE_PORTMAP=off\nSLUICE_UID=8\n");
    assertThat(terminal.lastErrLine())
        .startsWith("sluice: s3://bucket is mounted on ")
        .endsWith("/mnt already; its server had ended and was started again.");
  }

  @Test
  void aMountOfAnythingElseIsLeftAlone() throws IOException {
    assertThat(heal("127.0.0.1:/bucket")).isFalse();
    serverWas("earlier", new StoreIdentity("http://else", ""));
    assertThat(heal("127.0.0.1:/bucket")).isFalse();
    serverWas("earlier", STORE);
    assertThat(heal("192.0.2.7:/bucket")).isFalse();
    assertThat(heal("127.0.0.1:/other")).isFalse();
    serverWas(ProcessStart.of(ProcessHandle.current()), STORE);
    assertThat(heal("127.0.0.1:/bucket")).isFalse();
    assertThat(directory.resolve("calls")).doesNotExist();
  }

  @Test
  void theReasonOfAFailureIsNotTheOneOfAnEarlierRun() throws IOException {
    serverWas("earlier", STORE);
    Files.writeString(state.resolve("server.log"), "sluice: This was long ago.\n");
    launch("exit 2");

    assertThatThrownBy(() -> heal("127.0.0.1:/bucket"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The server ended without a word: ");

    launch("echo 'sluice: Port 4711 is taken.' >&2; exit 2");
    assertThatThrownBy(() -> heal("127.0.0.1:/bucket")).hasMessage("Port 4711 is taken.");
  }
}
