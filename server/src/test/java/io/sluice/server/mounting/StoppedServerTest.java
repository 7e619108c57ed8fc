package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.ProcessStart;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StoreIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What `umount` takes for the end of a server, with processes that wait in its place.
@EnabledOnOs(OS.LINUX)
final class StoppedServerTest {
  private static final BucketPath BUCKET = BucketPath.parse("s3://bucket");
  private static final StoreIdentity STORE = new StoreIdentity("", "");
  private static final int PORT = 4711;

  private final MountServers servers;
  private @Nullable Process shell;

  StoppedServerTest(@TempDir Path directory) {
    servers = new MountServers(directory);
  }

  @AfterEach
  void end() {
    if (shell != null) {
      shell.destroyForcibly();
    }
  }

  /// @param script says the number of the process that stands for the server
  private RunningServer server(String script) throws IOException {
    shell = new ProcessBuilder("/bin/sh", "-c", script).start();
    long pid = Long.parseLong(shell.inputReader().readLine());
    String started = ProcessStart.of(ProcessHandle.of(pid).orElseThrow());
    RunningServer server =
        new RunningServer(pid, started, "127.0.0.1", PORT, STORE, Map.of(), List.of("/bucket"));
    server.write(Files.createDirectories(servers.directoryFor(BUCKET, STORE)));
    return server;
  }

  @Test
  void aServerIsGoneAlsoIfNobodyAsksHowItEnded() throws IOException {
    RunningServer server = server("tail -f /dev/null & echo $!; exec tail -f /dev/null");

    servers.stopIfUnused(PORT, _ -> Duration.ofSeconds(10));

    assertThat(server.process()).isEmpty();
    assertThat(ProcessHandle.of(server.pid())).isPresent();
  }

  @Test
  void aServerThatDoesNotEndInTimeIsTold() throws IOException {
    RunningServer server = server("trap '' TERM; echo $$; exec tail -f /dev/null");

    assertThatThrownBy(() -> servers.stopIfUnused(PORT, _ -> Duration.ZERO))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The server (process %d) still drains after 0 s: look at its server.log."
                .formatted(server.pid()));
  }
}
