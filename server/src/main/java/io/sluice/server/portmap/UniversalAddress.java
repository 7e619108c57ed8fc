package io.sluice.server.portmap;

import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Addresses as text with the two bytes of the port at the end (RFC 5665 section 5.2.3): port 2049
/// of localhost is `127.0.0.1.8.1`.
final class UniversalAddress {
  /// The longest: an IPv6 address with an embedded IPv4 one, and the port.
  static final int LONGEST = 45 + 8;

  private UniversalAddress() {}

  static String format(InetSocketAddress address) {
    String host = InetAddresses.toAddrString(address.getAddress());
    int scope = host.indexOf('%');
    int port = address.getPort();
    return (scope < 0 ? host : host.substring(0, scope)) + '.' + (port >> 8) + '.' + (port & 0xff);
  }

  /// The address, or nothing if this is none.
  static Optional<InetSocketAddress> parse(String text) {
    int low = text.lastIndexOf('.');
    int high = text.lastIndexOf('.', low - 1);
    if (high <= 0) {
      return Optional.empty();
    }
    try {
      int port = octet(text.substring(high + 1, low)) << 8 | octet(text.substring(low + 1));
      return Optional.of(
          new InetSocketAddress(InetAddresses.forString(text.substring(0, high)), port));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private static int octet(String text) {
    int value = Integer.parseInt(text);
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("an octet is 0 to 255");
    }
    return value;
  }
}
