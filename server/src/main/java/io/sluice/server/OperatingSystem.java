package io.sluice.server;

import java.util.Locale;

/// The systems whose NFS clients differ.
enum OperatingSystem {
  LINUX,
  MAC_OS,
  WINDOWS;

  /// The one that this program runs on; what is neither macOS nor Windows is treated like Linux.
  static OperatingSystem here() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return MAC_OS;
    }
    return name.startsWith("windows") ? WINDOWS : LINUX;
  }
}
