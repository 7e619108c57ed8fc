package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.net.InetSocketAddress;
import java.util.Optional;

/// RPCBPROC_GETVERSADDR, procedure 9 of version 4 (RFC 1833 section 2.2.1): like GETADDR, but only
/// the version that is named will do.
final class RpcbGetversaddr implements Procedure<Rpcb> {
  private final Registrations registrations;

  RpcbGetversaddr(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "GETVERSADDR";
  }

  @Override
  public Rpcb decode(XdrReader in) {
    return Rpcb.decode(in);
  }

  @Override
  public Reply call(Rpcb asked, Caller caller, Patience patience) {
    Optional<InetSocketAddress> found =
        registrations.exactly(
            asked.program(), asked.version(), asked.netid(caller), Answers.local(caller));
    return Answers.text(found.map(UniversalAddress::format).orElse(""));
  }
}
