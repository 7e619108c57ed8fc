package io.sluice.server.mounting;

import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is mounted, as Linux tells it in `/proc/self/mountinfo` (proc(5)).
public final class KernelMounts {
  /// One mount.
  ///
  /// @param device `MAJOR:MINOR`
  /// @param directory as text, since not every locale can make a path of it
  /// @param type such as `nfs`
  /// @param source such as `127.0.0.1:/bucket`
  /// @param options of the file system
  public record Entry(
      String device, String directory, String type, String source, List<String> options) {
    /// Whether it is a mount of NFS.
    public boolean isNfs() {
      return type.equals("nfs") || type.equals("nfs4");
    }

    /// The port of the NFS server, 2049 if none is named.
    public int port() {
      return option("port").map(Integer::parseInt).orElse(2049);
    }

    /// The path that the NFS server exports.
    String export() {
      return source.substring(source.indexOf(":/") + 1);
    }

    /// Whether its server is on this machine, and not another one that has the same port; also if
    /// that cannot be told.
    boolean isFromHere() {
      try {
        InetAddress server = InetAddress.ofLiteral(option("addr").orElseGet(this::host));
        return server.isLoopbackAddress() || NetworkInterface.getByInetAddress(server) != null;
      } catch (IllegalArgumentException | SocketException unknown) {
        return true;
      }
    }

    /// Whether that server has what is mounted here, and the port.
    boolean isFrom(RunningServer server) {
      try {
        return server.port() == port()
            && server.serves(BucketPath.ofExport(export()), server.store());
      } catch (IllegalArgumentException noBucket) {
        return false;
      }
    }

    private String host() {
      return source.substring(0, Math.max(0, source.indexOf(":/")));
    }

    private Optional<String> option(String name) {
      return options.stream()
          .filter(option -> option.startsWith(name + "="))
          .map(option -> option.substring(name.length() + 1))
          .findFirst();
    }
  }

  /// As many links as Linux follows (path_resolution(7)).
  private static final int MOST_LINKS = 40;

  private final List<Entry> entries;

  private KernelMounts(List<Entry> entries) {
    this.entries = entries;
  }

  /// Asks the kernel; nothing is known on other systems.
  public static KernelMounts read() throws IOException {
    Path table = Path.of("/proc/self/mountinfo");
    // Not readAllLines(), which refuses all of them for one name in another encoding.
    return parse(
        Files.exists(table)
            ? List.of(new String(Files.readAllBytes(table), StandardCharsets.UTF_8).split("\n", -1))
            : List.of());
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
  public Optional<Entry> on(Path directory) {
    return entries.stream()
        .filter(entry -> entry.directory().equals(directory.toString()))
        .reduce((_, later) -> later);
  }

  /// The NFS mounts from this port of this machine.
  List<Entry> fromPort(int port) {
    return entries.stream()
        .filter(entry -> entry.isNfs() && entry.port() == port && entry.isFromHere())
        .toList();
  }

  /// The directory that somebody named, as [#on] knows it. Only what leads there is looked at, and
  /// never what is mounted there, since a server that is gone does not answer.
  public Path placeOf(Path named) {
    Path place = named.toAbsolutePath().normalize();
    try {
      for (int links = 0; links <= MOST_LINKS && on(place).isEmpty(); links++) {
        place = inRealParent(place);
        if (on(place).isPresent() || !Files.isSymbolicLink(place)) {
          return place;
        }
        place = place.resolveSibling(Files.readSymbolicLink(place)).normalize();
      }
    } catch (IOException absent) {
      // Nothing can be mounted there.
      return place;
    }
    return place;
  }

  private static Path inRealParent(Path place) throws IOException {
    Path parent = place.getParent();
    return parent == null ? place : parent.toRealPath().resolve(place.getFileName());
  }

  private static Entry entry(String[] mount, String[] fileSystem) {
    return new Entry(
        mount[2],
        unescape(mount[4]),
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
