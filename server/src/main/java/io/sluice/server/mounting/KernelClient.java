package io.sluice.server.mounting;

import io.sluice.config.Machine;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.OperatingSystem;
import io.sluice.server.process.SystemCommand;
import io.sluice.server.process.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The NFS client of the system: whether it is there, and how it is told to mount and unmount.
///
/// @param system whose client it is
/// @param machine who we are
/// @param programs the folders where programs are found
public record KernelClient(OperatingSystem system, Machine machine, List<Path> programs) {
  private static final Logger LOG = LoggerFactory.getLogger(KernelClient.class);

  /// Eight transfers of 1 MiB ahead of a reader: the kernel's own 128 KiB leave it waiting for each
  /// call.
  private static final int READ_AHEAD_KIB = 8192;

  /// Said when the module `nfs` is neither there nor to be had, as in small kernels of virtual
  /// machines and in containers.
  public static final String NO_NFS_IN_KERNEL =
      "The kernel of this machine has no NFS client, and none can be loaded: run `modprobe nfs` as"
          + " root (for a container, on its host), or use `sluice ls`, `cat` and `get`.";

  /// The one of the system that this program runs on.
  public static KernelClient here(Terminal terminal) {
    return new KernelClient(
        OperatingSystem.here(),
        terminal.machine(),
        SystemCommand.directories(terminal.environment()));
  }

  /// Why nothing can be mounted here, in one sentence with the cure; empty if it can.
  public Optional<String> obstacle() {
    return switch (system) {
      case LINUX -> linuxObstacle();
      case MAC_OS -> Optional.empty();
      case WINDOWS ->
          Optional.of(
              "On Windows run `sluice serve --portmap on --uid 4294967294 --gid 4294967294`, and"
                  + " then mount -o anon,nolock,mtype=hard \\\\127.0.0.1\\BUCKET X: with Windows'"
                  + " own client.");
    };
  }

  /// Whether the kernel, too, has what a mount needs; on Linux a module may have to be loaded.
  public boolean kernelKnowsNfs() {
    if (system != OperatingSystem.LINUX) {
      return system == OperatingSystem.MAC_OS;
    }
    return knowsNfs() || (loadModule() && knowsNfs());
  }

  /// Mounts, and returns when that is done.
  ///
  /// @throws CommandFailure in the words of the system's mount
  public void mount(MountOptions options, MountPoint point) {
    String given = system == OperatingSystem.LINUX ? options.linux() + ",retry=0" : options.macOs();
    SystemCommand.Outcome outcome =
        SystemCommand.run(
            List.of("mount", "-t", "nfs", "-o", given, options.source(), point.path().toString()));
    if (!outcome.isFine() && !kernelKnowsNfs()) {
      throw CommandFailure.cannotStart(NO_NFS_IN_KERNEL);
    }
    if (!outcome.isFine()) {
      throw CommandFailure.failed(
          "The system cannot mount %s on %s: %s"
              .formatted(options.source(), point.path(), outcome.lastLine()));
    }
    if (system == OperatingSystem.LINUX) {
      raiseReadAhead(point.path());
    }
  }

  /// Unmounts; what is under way is waited for.
  public void unmount(Path directory) {
    unmount(List.of(), directory);
  }

  /// Unmounts for a server that ends anyway: if programs use the directory it is taken from them,
  /// since a mount without a server makes whoever looks at it wait for ever.
  ///
  /// @return what went wrong, in a sentence
  public Optional<String> takeAway(Path directory) {
    try {
      unmount(directory);
      return Optional.empty();
    } catch (CommandFailure inUse) {
      String sentence = String.valueOf(inUse.getMessage());
      try {
        unmount(List.of(system == OperatingSystem.LINUX ? "-l" : "-f"), directory);
        return Optional.of(
            sentence + " It was taken from the programs that use it; end them if they wait.");
      } catch (CommandFailure notMounted) {
        return Optional.of(sentence);
      }
    }
  }

  private void unmount(List<String> how, Path directory) {
    String umount = SystemCommand.find("umount", programs).map(Path::toString).orElse("umount");
    List<String> command =
        Stream.of(List.of(umount), how, List.of(directory.toString()))
            .flatMap(List::stream)
            .toList();
    SystemCommand.Outcome outcome = SystemCommand.run(command);
    if (!outcome.isFine()) {
      throw CommandFailure.failed(
          "The system cannot unmount %s: %s".formatted(directory, outcome.lastLine()));
    }
  }

  private Optional<String> linuxObstacle() {
    if (!machine.isRoot()) {
      return Optional.of(
          "Linux lets only root mount: run this with sudo, or run `sluice serve` as you are and let"
              + " root mount.");
    }
    if (SystemCommand.find("mount.nfs", programs).isEmpty()) {
      return Optional.of(
          "There is no mount.nfs on this machine: install nfs-common (Debian, Ubuntu) or nfs-utils"
              + " (Fedora, RHEL, Arch).");
    }
    return Optional.empty();
  }

  private static boolean knowsNfs() {
    try {
      return Files.readAllLines(Path.of("/proc/filesystems")).stream()
          .anyMatch(line -> line.endsWith("\tnfs"));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private boolean loadModule() {
    return SystemCommand.find("modprobe", programs)
        .map(modprobe -> SystemCommand.run(List.of(modprobe.toString(), "-q", "nfs")).isFine())
        .orElse(false);
  }

  private static void raiseReadAhead(Path directory) {
    try {
      KernelMounts.Entry entry = KernelMounts.read().on(directory).orElseThrow();
      Path setting = Path.of("/sys/class/bdi", entry.device(), "read_ahead_kb");
      Files.writeString(setting, Integer.toString(READ_AHEAD_KIB));
    } catch (IOException | RuntimeException notAllowed) {
      LOG.info(
          "read_ahead_kb of {} stays as it is, reading will be slower ({})",
          directory,
          notAllowed.toString());
    }
  }
}
