package io.sluice.server.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Which address to give to somebody who reached us at one of ours.
final class Reachability {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress LOOPBACK6 = InetAddress.ofLiteral("::1");

  private Reachability() {}

  /// The address under which a registered one is reached, or nothing if it cannot be: a loopback
  /// address by somebody elsewhere, or the other family's wildcard by somebody elsewhere.
  ///
  /// @param local the address of ours that the asker talks to
  static Optional<InetSocketAddress> seenFrom(
      InetAddress local, Netid netid, InetSocketAddress registered) {
    InetAddress address = registered.getAddress();
    if (address.isAnyLocalAddress()) {
      return ofWildcard(local, netid)
          .map(host -> new InetSocketAddress(host, registered.getPort()));
    }
    return address.isLoopbackAddress() && !local.isLoopbackAddress()
        ? Optional.empty()
        : Optional.of(registered);
  }

  private static Optional<InetAddress> ofWildcard(InetAddress local, Netid netid) {
    if (netid.carries(local)) {
      return Optional.of(local);
    }
    return local.isLoopbackAddress()
        ? Optional.of(netid.carries(LOOPBACK) ? LOOPBACK : LOOPBACK6)
        : Optional.empty();
  }
}
