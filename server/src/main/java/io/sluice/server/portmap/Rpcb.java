package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;

/// `rpcb` of versions 3 and 4 (RFC 1833 section 2.1).
///
/// @param netid as the client wrote it
/// @param address a universal address, as the client wrote it
record Rpcb(int program, int version, String netid, String address, String owner) {
  /// No netid, address or user name is longer.
  private static final int LONGEST = 256;

  static Rpcb decode(XdrReader in) {
    return new Rpcb(
        in.readInt(),
        in.readInt(),
        in.readString(LONGEST),
        in.readString(LONGEST),
        in.readString(LONGEST));
  }

  static void encode(Registration registration, XdrWriter out) {
    out.writeInt(registration.program())
        .writeInt(registration.version())
        .writeString(registration.netid().text())
        .writeString(UniversalAddress.format(registration.address()))
        .writeString(registration.owner());
  }

  /// The transport that is asked about: if none of ours is named, the one that the call came by.
  Netid netid(Caller caller) {
    return Netid.ofText(netid).orElseGet(() -> Netid.of(caller.transport(), Answers.local(caller)));
  }
}
