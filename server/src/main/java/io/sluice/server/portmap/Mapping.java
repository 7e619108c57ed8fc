package io.sluice.server.portmap;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;

/// `mapping` of version 2 (RFC 1833 section 3.1).
///
/// @param protocol 6 for TCP, 17 for UDP, as unsigned 32 bits
/// @param port as unsigned 32 bits
record Mapping(int program, int version, long protocol, long port) {
  static Mapping of(Registration registration) {
    return new Mapping(
        registration.program(),
        registration.version(),
        registration.netid().protocol(),
        registration.address().getPort());
  }

  static Mapping decode(XdrReader in) {
    return new Mapping(in.readInt(), in.readInt(), in.readUnsignedInt(), in.readUnsignedInt());
  }

  void encode(XdrWriter out) {
    out.writeInt(program).writeInt(version).writeInt((int) protocol).writeInt((int) port);
  }

  boolean hasPort() {
    return port > 0 && port <= 0xffff;
  }
}
