package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_CANCEL, procedure 3: a client waits no longer. DENIED if it did not wait (any more): it may
/// have got the lock meanwhile, and then gives it back by UNLOCK.
final class Cancel4 implements Nlm4Procedure<LockArgs> {
  private final LockArbiter arbiter;

  Cancel4(LockArbiter arbiter) {
    this.arbiter = arbiter;
  }

  @Override
  public String name() {
    return "CANCEL";
  }

  @Override
  public LockArgs decode(XdrReader in) {
    return LockArgs.decodeCancel(in);
  }

  @Override
  public Reply call(LockArgs arguments, Caller caller) {
    boolean waited = arguments.lock().isValid() && arbiter.cancel(arguments.wanted(caller));
    return new Nlm4Res(arguments.cookie(), waited ? Nlm4Stat.GRANTED : Nlm4Stat.DENIED);
  }
}
