package io.sluice.server.nlm4;

import java.net.InetAddress;
import java.util.Locale;

/// A client machine as locks know it: where it calls from and what it calls itself. Several may
/// share an address (containers), and one may have several.
record LockHost(InetAddress address, String name) {
  /// Whether a host of this address that gives this name is meant: as it was, or without its
  /// domain, since the lock manager and the status monitor of one machine may differ in that.
  boolean is(InetAddress otherAddress, String otherName) {
    return address.equals(otherAddress)
        && (firstLabel(name).equals(firstLabel(otherName))
            || otherName.equals(otherAddress.getHostAddress()));
  }

  private static String firstLabel(String name) {
    int dot = name.indexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
  }
}
