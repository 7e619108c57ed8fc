package io.sluice.server.rpc;

/// NULL, procedure 0 of every program: answers, and does nothing.
final class NullProcedure implements Procedure<Nothing> {
  static final NullProcedure INSTANCE = new NullProcedure();

  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public Nothing decode(XdrReader in) {
    return new Nothing();
  }

  @Override
  public Reply call(Nothing nothing, Caller caller, Patience patience) {
    return nothing;
  }
}
