package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_UNLOCK, procedure 4. Granted also if nothing was held, since a restart forgets locks.
final class Unlock4 implements Nlm4Procedure<LockArgs> {
  private final LockArbiter arbiter;

  Unlock4(LockArbiter arbiter) {
    this.arbiter = arbiter;
  }

  @Override
  public String name() {
    return "UNLOCK";
  }

  /// `nlm4_unlockargs`: a cookie and the lock.
  @Override
  public LockArgs decode(XdrReader in) {
    String cookie = Netobj.read(in);
    return new LockArgs(cookie, false, false, Nlm4Lock.decode(in));
  }

  @Override
  public Reply call(LockArgs arguments, Caller caller) {
    return new Nlm4Res(arguments.cookie(), unlock(arguments, caller));
  }

  private Nlm4Stat unlock(LockArgs arguments, Caller caller) {
    if (!arguments.lock().isValid()) {
      return Nlm4Stat.FBIG;
    }
    return arbiter.unlock(arguments.wanted(caller)) ? Nlm4Stat.GRANTED : Nlm4Stat.DENIED_NOLOCKS;
  }
}
