package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// NLM4_TEST, procedure 1: whether a lock could be had, and who has it if not.
final class Test4 implements Nlm4Procedure<LockArgs> {
  private final LockArbiter arbiter;

  Test4(LockArbiter arbiter) {
    this.arbiter = arbiter;
  }

  @Override
  public String name() {
    return "TEST";
  }

  @Override
  public LockArgs decode(XdrReader in) {
    return LockArgs.decodeTest(in);
  }

  @Override
  public Reply call(LockArgs arguments, Caller caller) {
    if (!arguments.lock().isValid()) {
      return new Nlm4Res(arguments.cookie(), Nlm4Stat.FBIG);
    }
    return arbiter
        .test(arguments.wanted(caller))
        .map(holder -> denied(arguments.cookie(), holder))
        .orElseGet(() -> new Nlm4Res(arguments.cookie(), Nlm4Stat.GRANTED));
  }

  /// `nlm4_testres` with its `nlm4_holder`.
  private static Reply denied(String cookie, HeldLock holder) {
    return out -> {
      new Nlm4Res(cookie, Nlm4Stat.DENIED).encode(out);
      out.writeBool(holder.exclusive()).writeInt(holder.owner().svid());
      Netobj.write(holder.owner().oh(), out);
      out.writeLong(holder.range().start()).writeLong(holder.range().length());
    };
  }
}
