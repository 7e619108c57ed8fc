package io.sluice.server.portmap;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Addresses as Linux lays them out in memory: `sockaddr_in` and `sockaddr_in6`.
final class Netbuf {
  /// The largest that any system has: `sockaddr_storage`.
  static final int LONGEST = 128;

  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int SOCKADDR_IN = 16;
  private static final int SOCKADDR_IN6 = 28;

  private Netbuf() {}

  static byte[] bytes(InetSocketAddress address) {
    byte[] host = address.getAddress().getAddress();
    boolean six = address.getAddress() instanceof Inet6Address;
    ByteBuffer out = ByteBuffer.allocate(six ? SOCKADDR_IN6 : SOCKADDR_IN);
    out.order(ByteOrder.nativeOrder()).putShort(six ? AF_INET6 : AF_INET);
    out.order(ByteOrder.BIG_ENDIAN).putShort((short) address.getPort());
    return out.position(out.position() + (six ? 4 : 0)).put(host).array();
  }

  static Optional<InetSocketAddress> address(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < SOCKADDR_IN) {
      return Optional.empty();
    }
    short family = in.order(ByteOrder.nativeOrder()).getShort();
    int port = Short.toUnsignedInt(in.order(ByteOrder.BIG_ENDIAN).getShort());
    boolean six = family == AF_INET6 && bytes.length >= SOCKADDR_IN6;
    if (!six && family != AF_INET) {
      return Optional.empty();
    }
    byte[] host = new byte[six ? 16 : 4];
    in.get(six ? 8 : 4, host);
    try {
      return Optional.of(new InetSocketAddress(InetAddress.getByAddress(host), port));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }
}
