package io.sluice.server.rpc;

/// Is told what the RPC layer does, for metrics. Called on the threads that do it, so it must be
/// quick.
public interface RpcObserver {
  /// Watches nothing.
  RpcObserver NONE = new RpcObserver() {};

  /// A call was answered.
  ///
  /// @param nanos from its decoding to its reply being handed over
  default void answered(RpcProgram program, String procedure, AcceptStatus status, long nanos) {}

  /// A call was refused before it reached a program.
  default void refused() {}

  /// A retransmitted call was recognised.
  default void repeated() {}

  /// A connection was opened.
  default void connected() {}

  /// A connection was closed.
  default void disconnected() {}
}
