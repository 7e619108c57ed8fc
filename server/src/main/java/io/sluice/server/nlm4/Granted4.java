package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_GRANTED, procedure 5: another server has a lock for a client on this machine. We lock
/// nothing anywhere and wait for nobody: DENIED, so that the other server does not keep the lock
/// for one who does not know that he has it.
final class Granted4 implements Nlm4Procedure<LockArgs> {
  @Override
  public String name() {
    return "GRANTED";
  }

  @Override
  public LockArgs decode(XdrReader in) {
    return LockArgs.decodeTest(in);
  }

  @Override
  public Reply call(LockArgs arguments, Caller caller) {
    return new Nlm4Res(arguments.cookie(), Nlm4Stat.DENIED);
  }
}
