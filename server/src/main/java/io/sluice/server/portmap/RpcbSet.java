package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.net.InetSocketAddress;
import java.util.Optional;

/// RPCBPROC_SET, procedure 1 of versions 3 and 4 (RFC 1833 section 2.2.1).
final class RpcbSet implements Procedure<Rpcb> {
  private final Registrations registrations;

  RpcbSet(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "SET";
  }

  @Override
  public Rpcb decode(XdrReader in) {
    return Rpcb.decode(in);
  }

  @Override
  public Reply call(Rpcb rpcb, Caller caller, Patience patience) {
    return Answers.bool(Answers.mayChange(caller) && set(rpcb));
  }

  /// A transport that we do not know, such as the kernel's own sockets, is agreed to and forgotten.
  private boolean set(Rpcb rpcb) {
    Optional<Netid> netid = Netid.ofText(rpcb.netid());
    if (netid.isEmpty()) {
      return true;
    }
    Optional<InetSocketAddress> address =
        UniversalAddress.parse(rpcb.address())
            .filter(each -> netid.get().carries(each.getAddress()));
    return address.isPresent()
        && registrations.set(
            new Registration(
                rpcb.program(), rpcb.version(), netid.get(), address.get(), rpcb.owner()));
  }
}
