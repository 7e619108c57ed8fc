package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.net.InetSocketAddress;
import java.util.Optional;

/// PMAPPROC_GETPORT, procedure 3 of version 2 (RFC 1833 section 3.2): 0 if there is none.
final class PmapGetport implements Procedure<Mapping> {
  private final Registrations registrations;

  PmapGetport(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "GETPORT";
  }

  @Override
  public Mapping decode(XdrReader in) {
    return Mapping.decode(in);
  }

  @Override
  public Reply call(Mapping asked, Caller caller, Patience patience) {
    int port =
        Netid.ofProtocol(asked.protocol())
            .flatMap(netid -> find(asked, netid, caller))
            .map(InetSocketAddress::getPort)
            .orElse(0);
    return out -> out.writeInt(port);
  }

  /// Version 2 knows IPv4 only; who asks by IPv6 all the same means the address that it asked.
  private Optional<InetSocketAddress> find(Mapping asked, Netid netid, Caller caller) {
    Netid four = netid;
    Netid six = netid == Netid.TCP ? Netid.TCP6 : Netid.UDP6;
    Netid wanted = six.carries(Answers.local(caller)) ? six : four;
    return registrations.anyVersion(
        asked.program(), asked.version(), wanted, Answers.local(caller));
  }
}
