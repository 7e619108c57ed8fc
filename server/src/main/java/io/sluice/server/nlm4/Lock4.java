package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_LOCK, procedure 2: granted, refused, or blocked until GRANTED is called.
final class Lock4 implements Nlm4Procedure<LockArgs> {
  private final LockArbiter arbiter;

  Lock4(LockArbiter arbiter) {
    this.arbiter = arbiter;
  }

  @Override
  public String name() {
    return "LOCK";
  }

  @Override
  public LockArgs decode(XdrReader in) {
    return LockArgs.decodeLock(in);
  }

  @Override
  public Reply call(LockArgs arguments, Caller caller) {
    Nlm4Stat stat =
        arguments.lock().isValid()
            ? arbiter.lock(arguments.wanted(caller), arguments.block())
            : Nlm4Stat.FBIG;
    return new Nlm4Res(arguments.cookie(), stat);
  }
}
