package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.util.List;

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
      for (Mapping mapping : mappings()) {
        mapping.encode(out.writeBool(true));
      }
      out.writeBool(false);
    };
  }

  /// Listening at several addresses makes one mapping here.
  private List<Mapping> mappings() {
    return registrations.all().stream()
        .filter(each -> each.netid() == Netid.TCP || each.netid() == Netid.UDP)
        .map(Mapping::of)
        .distinct()
        .toList();
  }

  @Override
  public int replyBound(Nothing nothing) {
    return SMALL_REPLY + ENTRY * registrations.bound();
  }
}
