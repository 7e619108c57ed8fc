package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Machine;
import io.sluice.server.process.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelClientTest {
  private final Path programs;

  KernelClientTest(@TempDir Path programs) {
    this.programs = programs;
  }

  private KernelClient client(OperatingSystem system, long uid) {
    return new KernelClient(system, new Machine(uid, uid, 1L << 30, programs), List.of(programs));
  }

  @Test
  void aMachineWithoutMountNfsIsToldWhatToInstall() throws IOException {
    assertThat(client(OperatingSystem.LINUX, 0).obstacle())
        .hasValue(
            "There is no mount.nfs on this machine: install nfs-common (Debian, Ubuntu) or"
                + " nfs-utils (Fedora, RHEL, Arch).");

    Files.createFile(
        programs.resolve("mount.nfs"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    assertThat(client(OperatingSystem.LINUX, 0).obstacle()).isEmpty();
  }

  private void umountThat(String does) throws IOException {
    Path program = programs.resolve("umount");
    Files.writeString(program, "#!/bin/sh\necho \"$@\" >>'" + programs + "/calls'\n" + does);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aDirectoryInUseIsTakenFromThoseThatUseIt() throws IOException {
    umountThat("[ \"$1\" = -l ] || { echo 'umount: /mnt: target is busy.'; exit 32; }");

    assertThat(client(OperatingSystem.LINUX, 0).takeAway(Path.of("/mnt")))
        .hasValue(
            "The system cannot unmount /mnt: umount: /mnt: target is busy. It was taken from the"
                + " programs that use it; end them if they wait.");
    assertThat(programs.resolve("calls")).hasContent("/mnt\n-l /mnt\n");
  }

  @Test
  void whatIsUnmountedAlreadyIsNoReasonToFail() throws IOException {
    umountThat("echo 'umount: /mnt: not mounted.'; exit 32");

    assertThat(client(OperatingSystem.LINUX, 0).takeAway(Path.of("/mnt")))
        .hasValue("The system cannot unmount /mnt: umount: /mnt: not mounted.");

    umountThat("exit 0");
    assertThat(client(OperatingSystem.LINUX, 0).takeAway(Path.of("/mnt"))).isEmpty();
  }

  @Test
  void linuxAsksForRootBeforeItLooksForPrograms() {
    assertThat(client(OperatingSystem.LINUX, 1000).obstacle())
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("only root", "sudo"));
  }

  @Test
  void windowsMountsByItself() {
    assertThat(client(OperatingSystem.WINDOWS, 0).obstacle())
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("--portmap on"));
    assertThat(client(OperatingSystem.MAC_OS, 1000).obstacle()).isEmpty();
  }
}
