package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// PMAPPROC_DUMP, procedure 4 of version 2 (RFC 1833 section 3.2): what is registered by IPv4.
final class PmapDump implements Procedure<Nothing> {
  /// A mapping and the word that says that it follows.
  private static final int ENTRY = 20;

  private final Registrations registrations;

  PmapDump(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public String name() {
    return "DUMP";
  }

  @Override
  public Nothing decode(XdrReader in) {
    return new Nothing();
  }

  @Override
  public Reply call(Nothing nothing, Caller caller, Patience patience) {
    return out -> {
      for (Registration each : registrations.all()) {
        Netid netid = each.netid();
        if (netid == Netid.TCP || netid == Netid.UDP) {
          int port = each.address().getPort();
          out.writeBool(true);
          new Mapping(each.program(), each.version(), netid.protocol(), port).encode(out);
        }
      }
      out.writeBool(false);
    };
  }

  @Override
  public int replyBound(Nothing nothing) {
    return SMALL_REPLY + ENTRY * registrations.bound();
  }
}
