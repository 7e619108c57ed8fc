package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// RPCBPROC_DUMP, procedure 4 of versions 3 and 4 (RFC 1833 section 2.2.1): all that is registered.
final class RpcbDump implements Procedure<Nothing> {
  /// Three words, and three strings with their lengths and padding; characters of the owner take up
  /// to three bytes.
  private static final int ENTRY =
      12 + 8 + (UniversalAddress.LONGEST + 7) + (3 * Registration.LONGEST_OWNER + 7);

  private final Registrations registrations;

  RpcbDump(Registrations registrations) {
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
        out.writeBool(true);
        Rpcb.encode(each, out);
      }
      out.writeBool(false);
    };
  }

  @Override
  public int replyBound(Nothing nothing) {
    return SMALL_REPLY + ENTRY * registrations.bound();
  }
}
