package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Nothing;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;

/// The `_MSG` form of a procedure, which BSD clients use: the reply says nothing, and the results
/// go to the client's lock manager in a call of the `_RES` procedure.
final class MsgForm<A> implements Procedure<A> {
  /// How much the number of a `_RES` procedure is above that of its `_MSG`.
  private static final int FROM_MSG_TO_RES = 5;

  private final Nlm4Procedure<A> done;
  private final int number;
  private final ClientLockManagers clients;

  MsgForm(Nlm4Procedure<A> done, int number, ClientLockManagers clients) {
    this.done = done;
    this.number = number;
    this.clients = clients;
  }

  @Override
  public String name() {
    return done.name() + "_MSG";
  }

  @Override
  public A decode(XdrReader in) {
    return done.decode(in);
  }

  @Override
  public Reply call(A arguments, Caller caller, Patience patience) {
    Reply results = done.call(arguments, caller);
    clients.send(caller.remote().getAddress(), number + FROM_MSG_TO_RES, results::encode);
    return new Nothing();
  }
}
