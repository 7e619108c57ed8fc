package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller.Transport;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// A transport by its network identifier (RFC 1833 section 2.1, RFC 5665 section 5.2).
public enum Netid {
  TCP("tcp", 6, "inet"),
  UDP("udp", 17, "inet"),
  TCP6("tcp6", 6, "inet6"),
  UDP6("udp6", 17, "inet6");

  private final String text;
  private final int protocol;
  private final String family;

  Netid(String text, int protocol, String family) {
    this.text = text;
    this.protocol = protocol;
    this.family = family;
  }

  /// As it is written on the wire.
  String text() {
    return text;
  }

  /// The protocol number of IP, which version 2 uses instead: 6 or 17.
  int protocol() {
    return protocol;
  }

  /// `inet` or `inet6`.
  String family() {
    return family;
  }

  /// `tcp` or `udp`.
  String protocolName() {
    return protocol == TCP.protocol ? TCP.text : UDP.text;
  }

  /// Whether addresses of this transport look like this one.
  boolean carries(InetAddress address) {
    return (address instanceof Inet6Address) == family.equals(TCP6.family);
  }

  /// The transport between us and an address of ours.
  static Netid of(Transport transport, InetAddress address) {
    boolean six = address instanceof Inet6Address;
    return switch (transport) {
      case TCP -> six ? TCP6 : TCP;
      case UDP -> six ? UDP6 : UDP;
    };
  }

  /// The transport that is written so.
  static Optional<Netid> ofText(String text) {
    for (Netid netid : values()) {
      if (netid.text.equals(text)) {
        return Optional.of(netid);
      }
    }
    return Optional.empty();
  }

  /// The transport over IPv4 that version 2 means by this number.
  static Optional<Netid> ofProtocol(long protocol) {
    for (Netid netid : new Netid[] {TCP, UDP}) {
      if (netid.protocol == protocol) {
        return Optional.of(netid);
      }
    }
    return Optional.empty();
  }
}
