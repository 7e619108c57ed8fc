package io.sluice.server.rpc;

import java.util.concurrent.Semaphore;

/// Which of the two threads of a connection reads from it: the one that has the turn. It passes the
/// turn on when it has a call to do, so that a client who waits for that one call does not wait for
/// a thread to be woken for it as well.
final class ReaderTurn {
  private final Semaphore turn = new Semaphore(1);

  /// Written by who has the turn, read by who gets it.
  private volatile boolean isOver;

  /// Waits for the turn, even if interrupted.
  ///
  /// @return false if there will be nothing more to read
  boolean take() {
    turn.acquireUninterruptibly();
    if (isOver) {
      turn.release();
    }
    return !isOver;
  }

  /// By who has it: what was done before is seen by the next one.
  void pass() {
    turn.release();
  }

  /// By who has it: nobody gets it any more.
  void end() {
    isOver = true;
    turn.release();
  }
}
