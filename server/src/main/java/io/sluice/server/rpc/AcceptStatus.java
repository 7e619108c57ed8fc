package io.sluice.server.rpc;

/// How an accepted call ended (RFC 5531 section 9, `accept_stat`).
public enum AcceptStatus {
  SUCCESS,
  PROG_UNAVAIL,
  PROG_MISMATCH,
  PROC_UNAVAIL,
  GARBAGE_ARGS,
  SYSTEM_ERR;

  /// The number on the wire.
  int number() {
    return switch (this) {
      case SUCCESS -> 0;
      case PROG_UNAVAIL -> 1;
      case PROG_MISMATCH -> 2;
      case PROC_UNAVAIL -> 3;
      case GARBAGE_ARGS -> 4;
      case SYSTEM_ERR -> 5;
    };
  }
}
