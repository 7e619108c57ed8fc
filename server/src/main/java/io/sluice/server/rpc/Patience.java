package io.sluice.server.rpc;

/// Whether a call may wait.
public enum Patience {
  /// On the connection's reader thread: answer from memory at once, or throw [WouldWait].
  AT_HAND,
  /// On a thread that does nothing else meanwhile: may block.
  MAY_WAIT
}
