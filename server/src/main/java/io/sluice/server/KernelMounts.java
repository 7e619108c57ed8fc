package io.sluice.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is mounted, as Linux tells it in `/proc/self/mountinfo` (proc(5)).
final class KernelMounts {
  /// One mount.
  ///
  /// @param device `MAJOR:MINOR`
  /// @param type such as `nfs`
  /// @param source such as `127.0.0.1:/bucket`
  /// @param options of the file system
  record Entry(String device, Path directory, String type, String source, List<String> options) {
    boolean isNfs() {
      return type.equals("nfs") || type.equals("nfs4");
    }

    /// The port of the NFS server, 2049 if none is named.
    int port() {
      return options.stream()
          .filter(option -> option.startsWith("port="))
          .map(option -> Integer.parseInt(option.substring("port=".length())))
          .findFirst()
          .orElse(2049);
    }
  }

  private final List<Entry> entries;

  private KernelMounts(List<Entry> entries) {
    this.entries = entries;
  }

  /// Asks the kernel; nothing is known on other systems.
  static KernelMounts read() throws IOException {
    Path table = Path.of("/proc/self/mountinfo");
    return parse(
        Files.exists(table) ? Files.readAllLines(table, StandardCharsets.UTF_8) : List.of());
  }

  static KernelMounts parse(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      List<String> halves = List.of(line.split(" - ", 2));
      if (halves.size() == 2) {
        entries.add(entry(halves.get(0).split(" ", -1), halves.get(1).split(" ", -1)));
      }
    }
    return new KernelMounts(entries);
  }

  /// The mount on this directory, the last one if several lie over each other.
  Optional<Entry> on(Path directory) {
    return entries.stream()
        .filter(entry -> entry.directory().equals(directory))
        .reduce((_, later) -> later);
  }

  /// The NFS mounts from this port.
  List<Entry> fromPort(int port) {
    return entries.stream().filter(entry -> entry.isNfs() && entry.port() == port).toList();
  }

  private static Entry entry(String[] mount, String[] fileSystem) {
    return new Entry(
        mount[2],
        Path.of(unescape(mount[4])),
        fileSystem[0],
        unescape(fileSystem[1]),
        List.of(fileSystem[2].split(",", -1)));
  }

  /// Blanks, tabs, line ends and backslashes are written as `\` and three octal digits.
  private static String unescape(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
