package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.util.List;

/// RPCBPROC_UNSET, procedure 2 of versions 3 and 4 (RFC 1833 section 2.2.1): an empty netid means
/// every transport. TRUE also if there was nothing, since the kernel unsets before it sets.
final class RpcbUnset implements Procedure<Rpcb> {
  private final Registrations registrations;

  RpcbUnset(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "UNSET";
  }

  @Override
  public Rpcb decode(XdrReader in) {
    return Rpcb.decode(in);
  }

  @Override
  public Reply call(Rpcb rpcb, Caller caller, Patience patience) {
    boolean allowed = Answers.mayChange(caller);
    if (allowed) {
      registrations.unset(rpcb.program(), rpcb.version(), netids(rpcb.netid()));
    }
    return Answers.bool(allowed);
  }

  private static List<Netid> netids(String netid) {
    return netid.isEmpty()
        ? List.of(Netid.values())
        : Netid.ofText(netid).map(List::of).orElseGet(List::of);
  }
}
