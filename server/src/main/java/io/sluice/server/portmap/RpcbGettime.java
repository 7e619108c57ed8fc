package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import java.time.InstantSource;

/// RPCBPROC_GETTIME, procedure 6 of versions 3 and 4 (RFC 1833 section 2.2.1): seconds since 1970,
/// as unsigned 32 bits.
final class RpcbGettime implements Procedure<Nothing> {
  private final InstantSource clock;

  RpcbGettime(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "GETTIME";
  }

  @Override
  public Nothing decode(XdrReader in) {
    return new Nothing();
  }

  @Override
  public Reply call(Nothing nothing, Caller caller, Patience patience) {
    int seconds = (int) clock.instant().getEpochSecond();
    return out -> out.writeInt(seconds);
  }
}
