package io.sluice.server.mount3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.WouldWait;
import io.sluice.server.rpc.XdrReader;

/// UMNTALL, procedure 4 (RFC 1813 section 5.2.4): the caller has nothing mounted.
final class Umntall implements Procedure<Nothing> {
  private final ExportTable exports;
  private final MountList mounts;

  Umntall(ExportTable exports, MountList mounts) {
    this.exports = exports;
    this.mounts = mounts;
  }

  @Override
  public String name() {
    return "UMNTALL";
  }

  @Override
  public Nothing decode(XdrReader in) {
    return new Nothing();
  }

  @Override
  public Reply call(Nothing nothing, Caller caller, Patience patience) {
    if (patience == Patience.AT_HAND) {
      throw WouldWait.INSTANCE; // what a mount kept on disk goes with it
    }
    mounts.removeAll(caller.remote().getAddress()).forEach(exports::unmounted);
    return nothing;
  }
}
