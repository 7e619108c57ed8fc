package io.sluice.it.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of 2 MiB for the state directory of one server: a tmpfs that only its process sees, since
/// `ip netns exec` gives each a mount namespace of its own. It is gone when the process is.
final class SmallDisk {
  private static final String FILLER = "filler";

  private final Path directory;

  /// Makes the directory in which the disk is to be seen.
  SmallDisk(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /// The words before a command that runs with the disk in its place.
  List<String> before() {
    var mount = "mount -t tmpfs -o size=2m,mode=700 sluice \"$0\" && exec \"$@\"";
    return List.of("bash", "-c", mount, directory.toString());
  }

  /// Writes until nothing fits any more.
  void fill(long pid) throws IOException {
    byte[] page = new byte[4096];
    try (OutputStream filler = Files.newOutputStream(seenBy(pid).resolve(FILLER))) {
      while (hasRoom(pid)) {
        filler.write(page);
      }
    }
  }

  /// Makes room again.
  void empty(long pid) throws IOException {
    Files.delete(seenBy(pid).resolve(FILLER));
  }

  private boolean hasRoom(long pid) throws IOException {
    return Files.getFileStore(seenBy(pid)).getUsableSpace() > 0;
  }

  /// The disk as its process sees it (proc_pid_root(5)).
  private Path seenBy(long pid) {
    return Path.of("/proc", Long.toString(pid), "root" + directory);
  }
}
