package io.sluice.config;

import java.net.InetAddress;
import java.util.List;

/// A range of addresses: `10.0.0.0/8`, `fd00::/8`, or one address.
///
/// @param network the address that the range begins with
/// @param length leading bits that count, 0 to 32 or 128
public record Cidr(InetAddress network, int length) {
  /// The addresses of this machine alone.
  public static final List<Cidr> LOOPBACK = List.of(parse("127.0.0.0/8"), parse("::1/128"));

  public Cidr {
    if (length < 0 || length > network.getAddress().length * 8) {
      throw new IllegalArgumentException("no range: " + network.getHostAddress() + "/" + length);
    }
  }

  /// Reads `ADDRESS/LENGTH` or `ADDRESS`.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int length =
        slash < 0 ? network.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
    return new Cidr(network, length);
  }

  /// Whether `address` is in the range; one of the other family never is.
  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < length; bit += 8) {
      int mask = 0xff & -1 << Math.max(0, bit + 8 - length);
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + length;
  }
}
