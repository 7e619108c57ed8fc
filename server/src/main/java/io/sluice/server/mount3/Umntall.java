package io.sluice.server.mount3;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// UMNTALL, procedure 4 (RFC 1813 section 5.2.4): the caller has nothing mounted.
final class Umntall implements Procedure<Nothing> {
  private final MountList mounts;

  Umntall(MountList mounts) {
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
    mounts.removeAll(caller.remote().getAddress());
    return nothing;
  }
}
