package io.sluice.vfs.write;

import io.sluice.vfs.VfsException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes files as the server ends, each on a thread of its own.
final class FinalPublishing {
  private static final Logger log = LoggerFactory.getLogger(FinalPublishing.class);

  /// A request that is cut off ends at once.
  private static final Duration CUT = Duration.ofMillis(500);

  private FinalPublishing() {}

  /// Publishes these, and waits until that is done or has failed, or the time is over: what is not
  /// done then the next process does, as after a kill.
  static void of(List<WriteSession> sessions, Duration patience) {
    List<Thread> threads =
        sessions.stream()
            .map(session -> Thread.ofVirtual().name("final publish").start(() -> publish(session)))
            .toList();
    try {
      if (!haveEnded(threads, patience)) {
        log.warn(
            "{} files were not published when the time to finish (--drain-timeout) was over: the"
                + " next start goes on with them",
            threads.stream().filter(Thread::isAlive).count());
        threads.forEach(Thread::interrupt);
        haveEnded(threads, CUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean haveEnded(List<Thread> threads, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  private static void publish(WriteSession session) {
    try {
      session.publish();
    } catch (VfsException e) {
      log.warn("not published as the server ended: {}", e.getMessage());
    }
  }
}
