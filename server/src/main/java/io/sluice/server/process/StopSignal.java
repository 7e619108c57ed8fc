package io.sluice.server.process;

import java.util.concurrent.CountDownLatch;

/// The wish that a server ends: SIGTERM or SIGINT, or [#ask].
///
/// The JVM answers a signal by running its shutdown hooks and then exits with a code that means
/// "killed". The hook set by [#arm] therefore waits until the main thread has drained, and then
/// halts the JVM with the code that the thread gave.
public final class StopSignal {
  private final boolean heedsSignals;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /// Written by the main thread before it counts down `ended`, read by the hook after that.
  private volatile int exitCode = CommandFailure.FAILED;

  /// @param heedsSignals whether signals to this process count, once armed
  StopSignal(boolean heedsSignals) {
    this.heedsSignals = heedsSignals;
  }

  /// From now on signals are wishes to end. Until then they kill, as nothing has begun that would
  /// have to be finished.
  public void arm() {
    if (heedsSignals) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::haltWhenEnded, "stop"));
    }
  }

  /// Asks for the end.
  public void ask() {
    asked.countDown();
  }

  /// Waits for the wish; an interrupt is one, too.
  public void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Says that all is done. If a signal came the process ends with this code.
  public void end(int code) {
    exitCode = code;
    ended.countDown();
  }

  private void haltWhenEnded() {
    ask();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
