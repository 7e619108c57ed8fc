package io.sluice.server.process;

import java.util.Locale;

/// The systems whose NFS clients differ.
public enum OperatingSystem {
  LINUX,
  MAC_OS,
  WINDOWS;

  /// The one that this program runs on; what is neither macOS nor Windows is treated like Linux.
  public static OperatingSystem here() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return MAC_OS;
    }
    return name.startsWith("windows") ? WINDOWS : LINUX;
  }
}
