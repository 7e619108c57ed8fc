package io.sluice.it.wire;

import io.sluice.server.rpc.XdrReader;

/// What came back of a call.
///
/// @param rest the results, or what else follows the outcome
public record RpcReply(Outcome outcome, XdrReader rest) {
  /// `accept_stat` in its order, and the denial of a call.
  public enum Outcome {
    SUCCESS,
    PROG_UNAVAIL,
    PROG_MISMATCH,
    PROC_UNAVAIL,
    GARBAGE_ARGS,
    SYSTEM_ERR,
    DENIED;

    static Outcome ofAcceptStat(int number) {
      return values()[number];
    }
  }

  /// The results of a call that must have succeeded.
  public XdrReader results() {
    if (outcome != Outcome.SUCCESS) {
      throw new AssertionError("the call came back with " + outcome);
    }
    return rest;
  }
}
