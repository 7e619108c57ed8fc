package io.sluice.server.rpc;

/// One procedure of a program: how its arguments look and what it does.
///
/// @param <A> the decoded arguments
public interface Procedure<A> {
  /// Enough for every reply but those of READDIR, READDIRPLUS and lists of exports.
  int SMALL_REPLY = 2048;

  /// The name that the RFC gives it, for metrics and logs.
  String name();

  /// Reads the arguments. What they hold of `in` (opaque views) is valid until [#call] returns.
  ///
  /// @throws XdrException if they cannot be decoded
  A decode(XdrReader in);

  /// Does it.
  ///
  /// @throws WouldWait only with [Patience#AT_HAND], before anything has happened
  Reply call(A arguments, Caller caller, Patience patience);

  /// The most bytes that [Reply#encode] writes for these arguments, a payload not counted.
  default int replyBound(A arguments) {
    return SMALL_REPLY;
  }

  /// Whether its reply carries a payload, memory that it holds besides [#replyBound].
  default boolean givesPayload() {
    return false;
  }

  /// Whether the reply is kept, so that a retransmitted call gets it again instead of being done
  /// twice.
  default boolean isNonIdempotent() {
    return false;
  }
}
