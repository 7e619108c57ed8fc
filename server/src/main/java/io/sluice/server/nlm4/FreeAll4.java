package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_FREE_ALL, procedure 23: a client has started again and holds nothing of what it held.
final class FreeAll4 implements Nlm4Procedure<String> {
  private final LockArbiter arbiter;

  FreeAll4(LockArbiter arbiter) {
    this.arbiter = arbiter;
  }

  @Override
  public String name() {
    return "FREE_ALL";
  }

  /// `nlm4_notify`: the client's name, and a number without a meaning.
  @Override
  public String decode(XdrReader in) {
    return Netobj.read(in, Netobj.LONGEST_STRING);
  }

  @Override
  public Reply call(String name, Caller caller) {
    arbiter.release(host -> host.is(caller.remote().getAddress(), name));
    return new Nothing();
  }
}
