package io.sluice.server.rpc;

/// NULL, procedure 0 of every program: answers, and does nothing.
final class NullProcedure implements Procedure<Boolean> {
  static final NullProcedure INSTANCE = new NullProcedure();

  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public Boolean decode(XdrReader in) {
    return true;
  }

  @Override
  public Reply call(Boolean arguments, Caller caller, Patience patience) {
    return out -> {};
  }
}
