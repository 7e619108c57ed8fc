package io.sluice.vfs.write.model;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A call of the client that runs on a thread of its own, until it is answered.
final class Answer {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread thread;
  private final String what;
  private volatile @Nullable Throwable thrown;

  private Answer(String what, Runnable call) {
    this.what = what;
    this.thread =
        Thread.ofVirtual()
            .name(what)
            .unstarted(() -> {
              try {
                call.run();
              } catch (Throwable e) {
                thrown = e;
              } finally {
                done.countDown();
              }
            });
  }

  /// Sends a call.
  static Answer to(String what, Runnable call) {
    Answer answer = new Answer(what, call);
    answer.thread.start();
    return answer;
  }

  boolean hasCome() {
    return done.getCount() == 0;
  }

  boolean comesWithin(long micros) {
    try {
      return done.await(micros, TimeUnit.MICROSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Nullable Throwable thrown() {
    return thrown;
  }

  /// Where it hangs.
  String place() {
    StringBuilder text = new StringBuilder(what);
    for (StackTraceElement element : thread.getStackTrace()) {
      if (element.getClassName().startsWith("io.sluice")) {
        text.append("\n      ").append(element);
      }
    }
    return text.toString();
  }
}
