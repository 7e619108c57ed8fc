package io.sluice.it.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// A script of checks for the guest, and what it is given.
///
/// @param file bash, run as root in the guest with `checks.sh` sourced before it
/// @param environment variables that the script finds in its environment
/// @param memory the guest's, in the words of a kernel's command line: `1024M`
/// @param limit the longest life of the guest; past it the guest is killed
public record GuestScript(
    Path file, Map<String, String> environment, String memory, Duration limit) {
  /// Where the guest finds the host's file system, read-only, with what its own hides.
  public static final String HOST_ROOT = "/run/host";

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// Copies the environment, so that a script is a value.
  public GuestScript {
    environment = Map.copyOf(environment);
  }

  /// The script of that name in `src/test/kernel`, with 1 GiB of memory and 5 minutes.
  public static GuestScript named(String name) {
    var file = KernelClient.SCRIPTS.resolve(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("no such script: " + file);
    }
    return new GuestScript(file, Map.of(), "1024M", LONGEST);
  }

  /// The same with one more variable.
  public GuestScript with(String variable, String value) {
    var more = new TreeMap<>(environment);
    more.put(variable, value);
    return new GuestScript(file, more, memory, limit);
  }

  /// The same with another size of memory, as in `3G`.
  public GuestScript memory(String size) {
    return new GuestScript(file, environment, size, limit);
  }

  /// The same with another limit, in whole seconds.
  public GuestScript limit(Duration longest) {
    return new GuestScript(file, environment, memory, longest);
  }

  /// The environment as bash reads it: `NAME='value'` lines.
  String environmentFile() {
    var lines = new StringBuilder();
    for (var variable : new TreeMap<>(environment).entrySet()) {
      lines.append(variable.getKey()).append("='");
      lines.append(variable.getValue().replace("'", "'\\''")).append("'\n");
    }
    return lines.toString();
  }
}
