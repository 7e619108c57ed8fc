package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.util.List;

/// PMAPPROC_UNSET, procedure 2 of version 2 (RFC 1833 section 3.2): by every protocol, whatever the
/// call names. TRUE also if there was nothing, since the kernel unsets before it sets.
final class PmapUnset implements Procedure<Mapping> {
  private final Registrations registrations;

  PmapUnset(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "UNSET";
  }

  @Override
  public Mapping decode(XdrReader in) {
    return Mapping.decode(in);
  }

  @Override
  public Reply call(Mapping mapping, Caller caller, Patience patience) {
    boolean allowed = Answers.mayChange(caller);
    if (allowed) {
      registrations.unset(mapping.program(), mapping.version(), List.of(Netid.TCP, Netid.UDP));
    }
    return Answers.bool(allowed);
  }
}
