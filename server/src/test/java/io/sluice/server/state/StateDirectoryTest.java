package io.sluice.server.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.process.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {
  @TempDir Path directory;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void onlyItsOwnerMayLookInside() throws IOException {
    Path path = directory.resolve("a/state");
    try (StateDirectory _ = StateDirectory.open(path)) {
      assertThat(permissions(path)).isEqualTo("rwx------");
      assertThat(permissions(path.resolve("handle.key"))).isEqualTo("rw-------");
    }
  }

  @Test
  void whatIsMadeAboveItIsForItsOwnerToo() throws IOException {
    Path above = directory.resolve("sluice");
    StateDirectory.create(above.resolve("mounts/bucket-0123456789ab"));

    assertThat(permissions(above)).isEqualTo("rwx------");
    assertThat(permissions(above.resolve("mounts"))).isEqualTo("rwx------");
  }

  @Test
  void oneThatOthersCanLookIntoIsClosed() throws IOException {
    Path path = Files.createDirectory(directory.resolve("state"));
    Files.createDirectory(path.resolve("exports"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));

    StateDirectory.open(path).close();

    assertThat(permissions(path)).isEqualTo("rwx------");
  }

  @Test
  void oneThatHoldsSomethingElseIsLeftOpen() throws IOException {
    Files.createFile(directory.resolve("somebody's"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    StateDirectory.open(directory).close();

    assertThat(permissions(directory)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void a3_theHandleKeyStaysTheSame() throws IOException {
    byte[] key;
    try (StateDirectory state = StateDirectory.open(directory)) {
      key = state.handleKey();
    }
    try (StateDirectory state = StateDirectory.open(directory)) {
      assertThat(state.handleKey()).isEqualTo(key).hasSize(16).isNotEqualTo(new byte[16]);
    }
  }

  @Test
  void aSecondServerIsToldOfTheFirst() throws IOException {
    try (StateDirectory _ = StateDirectory.open(directory)) {
      assertThatThrownBy(() -> StateDirectory.open(directory))
          .isInstanceOf(CommandFailure.class)
          .hasMessage(
              "Another server (process %d) has the state directory %s: stop it, or give this one a directory of its own with --state-dir."
                  .formatted(ProcessHandle.current().pid(), directory));
    }
    StateDirectory.open(directory).close();
  }

  @Test
  void whatCannotBeWrittenIsRefused() throws IOException {
    Path path = Files.createFile(directory.resolve("file")).resolve("state");
    assertThatThrownBy(() -> StateDirectory.open(path))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The state directory " + path + " cannot be written (")
        .hasMessageEndingWith(
            "): give another one with --state-dir, or let this user write there.");
  }

  @Test
  void aDamagedKeyIsNotReplacedSilently() throws IOException {
    Files.write(directory.resolve("handle.key"), new byte[3]);
    assertThatThrownBy(() -> StateDirectory.open(directory))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("handle.key must hold 16 bytes and holds 3");
  }

  @Test
  void longExportsHaveFilesToo() throws IOException {
    try (StateDirectory state = StateDirectory.open(directory)) {
      Path table = state.handleTable("/bucket/" + "x".repeat(900));
      assertThat(Files.createDirectory(table)).isNotEqualTo(state.handleTable("/bucket"));
    }
  }
}
