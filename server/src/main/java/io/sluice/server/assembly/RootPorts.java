package io.sluice.server.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether ports below 1024 are root's, on which a look at the ports of callers relies (semantics
/// X3). Linux lets that be changed, and container engines do.
final class RootPorts {
  private static final Logger LOG = LoggerFactory.getLogger(RootPorts.class);

  /// The first port that is not root's, of IPv4 and IPv6 (ip-sysctl.rst of Linux).
  static final Path FIRST_OF_ANYBODY = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

  private static final int FIRST_NOT_TRUSTED = 1024;

  /// More than a number and the end of its line.
  private static final int LONGEST = 32;

  private RootPorts() {}

  /// Tells the operator if others than root have such ports on this system.
  static void warnOfOthers() {
    warning(FIRST_OF_ANYBODY).ifPresent(LOG::warn);
  }

  /// What to warn of, if anything.
  ///
  /// @param file with the number of the first port that is not root's; without it there is no way
  ///   to change it
  static Optional<String> warning(Path file) {
    try {
      int first = first(file);
      return first >= FIRST_NOT_TRUSTED ? Optional.empty() : Optional.of(words(first));
    } catch (IOException | NumberFormatException nothingKnown) {
      return Optional.empty();
    }
  }

  /// With one read: the kernel gives nothing behind the first one, and `Files` reads a byte first.
  private static int first(Path file) throws IOException {
    byte[] digits = new byte[LONGEST];
    try (InputStream in = Files.newInputStream(file)) {
      int count = Math.max(0, in.read(digits));
      return Integer.parseInt(new String(digits, 0, count, StandardCharsets.US_ASCII).strip());
    }
  }

  private static String words(int first) {
    return "any user of this machine or container may have ports from %d on, and so may claim to be root or the owner of the files (X3): where others than root run programs, raise it with `sysctl net.ipv4.ip_unprivileged_port_start=%d`"
        .formatted(first, FIRST_NOT_TRUSTED);
  }
}
