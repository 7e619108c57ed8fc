package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// PMAPPROC_SET, procedure 1 of version 2 (RFC 1833 section 3.2).
final class PmapSet implements Procedure<Mapping> {
  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

  private final Registrations registrations;

  PmapSet(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "SET";
  }

  @Override
  public Mapping decode(XdrReader in) {
    return Mapping.decode(in);
  }

  @Override
  public Reply call(Mapping mapping, Caller caller, Patience patience) {
    Optional<Netid> netid = Netid.ofProtocol(mapping.protocol());
    if (!Answers.mayChange(caller) || netid.isEmpty() || !mapping.hasPort()) {
      return Answers.bool(false);
    }
    return Answers.bool(
        registrations.set(
            new Registration(
                mapping.program(),
                mapping.version(),
                netid.get(),
                new InetSocketAddress(ANY, (int) mapping.port()),
                "unknown")));
  }
}
