package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_NM_LOCK, procedure 22: LOCK for a client without a status monitor, which never waits.
final class NmLock4 implements Nlm4Procedure<LockArgs> {
  private final Lock4 lock;

  NmLock4(Lock4 lock) {
    this.lock = lock;
  }

  @Override
  public String name() {
    return "NM_LOCK";
  }

  @Override
  public LockArgs decode(XdrReader in) {
    LockArgs asked = LockArgs.decodeLock(in);
    return new LockArgs(asked.cookie(), false, asked.exclusive(), asked.lock());
  }

  @Override
  public Reply call(LockArgs arguments, Caller caller) {
    return lock.call(arguments, caller);
  }
}
