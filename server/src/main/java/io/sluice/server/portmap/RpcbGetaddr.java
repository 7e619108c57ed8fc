package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.net.InetSocketAddress;
import java.util.Optional;

/// RPCBPROC_GETADDR, procedure 3 of versions 3 and 4 (RFC 1833 section 2.2.1): an address that the
/// caller can reach by the transport that it names, or the empty string.
final class RpcbGetaddr implements Procedure<Rpcb> {
  private final Registrations registrations;

  RpcbGetaddr(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "GETADDR";
  }

  @Override
  public Rpcb decode(XdrReader in) {
    return Rpcb.decode(in);
  }

  @Override
  public Reply call(Rpcb asked, Caller caller, Patience patience) {
    Optional<InetSocketAddress> found =
        registrations.anyVersion(
            asked.program(), asked.version(), asked.netid(caller), Answers.local(caller));
    return Answers.text(found.map(UniversalAddress::format).orElse(""));
  }
}
