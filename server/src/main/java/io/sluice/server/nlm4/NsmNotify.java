package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// SM_NOTIFY, procedure 6: a client has started again, so that nobody is left who holds its locks.
/// Only the client itself is believed.
final class NsmNotify implements Procedure<String> {
  private final LockArbiter arbiter;

  NsmNotify(LockArbiter arbiter) {
    this.arbiter = arbiter;
  }

  @Override
  public String name() {
    return "NOTIFY";
  }

  /// `stat_chge`: the client's name, and its new state.
  @Override
  public String decode(XdrReader in) {
    return Netobj.read(in, Netobj.LONGEST_STRING);
  }

  @Override
  public Reply call(String name, Caller caller, Patience patience) {
    arbiter.release(host -> host.is(caller.remote().getAddress(), name));
    return new Nothing();
  }
}
