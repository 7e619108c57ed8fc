package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.net.InetSocketAddress;

/// RPCBPROC_GETADDRLIST, procedure 11 of version 4 (RFC 1833 section 2.2.1): every transport by
/// which the caller can reach this version of a program.
final class RpcbGetaddrlist implements Procedure<Rpcb> {
  /// What `semantics` says of a transport of datagrams, and of one of connections.
  private static final int CONNECTIONLESS = 1;

  private static final int CONNECTION_ORIENTED_ORDERLY = 3;

  private final Registrations registrations;

  RpcbGetaddrlist(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "GETADDRLIST";
  }

  @Override
  public Rpcb decode(XdrReader in) {
    return Rpcb.decode(in);
  }

  @Override
  public Reply call(Rpcb asked, Caller caller, Patience patience) {
    return out -> {
      for (Netid netid : Netid.values()) {
        registrations
            .exactly(asked.program(), asked.version(), netid, Answers.local(caller))
            .ifPresent(address -> encode(netid, address, out));
      }
      out.writeBool(false);
    };
  }

  /// `rpcb_entry`.
  private static void encode(Netid netid, InetSocketAddress address, XdrWriter out) {
    boolean datagrams = netid == Netid.UDP || netid == Netid.UDP6;
    out.writeBool(true)
        .writeString(UniversalAddress.format(address))
        .writeString(netid.text())
        .writeInt(datagrams ? CONNECTIONLESS : CONNECTION_ORIENTED_ORDERLY)
        .writeString(netid.family())
        .writeString(netid.protocolName());
  }
}
