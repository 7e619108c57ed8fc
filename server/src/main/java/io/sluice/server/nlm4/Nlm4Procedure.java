package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;

/// A procedure of the lock manager: answered from memory, and in two forms, by reply or by a call
/// back ([MsgForm]).
interface Nlm4Procedure<A> extends Procedure<A> {
  /// A cookie, an owner handle, and the words around them.
  int RESULT = 2 * Netobj.LONGEST + 256;

  /// Does it.
  Reply call(A arguments, Caller caller);

  @Override
  default Reply call(A arguments, Caller caller, Patience patience) {
    return call(arguments, caller);
  }

  @Override
  default int replyBound(A arguments) {
    return RESULT;
  }
}
