package io.sluice.vfs.write;

import io.sluice.vfs.VfsException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes files as the server ends, each on a thread of its own.
final class FinalPublishing {
  private static final Logger log = LoggerFactory.getLogger(FinalPublishing.class);

  private FinalPublishing() {}

  /// Publishes these, and waits until that is done or has failed.
  static void of(List<WriteSession> sessions) {
    List<Thread> threads =
        sessions.stream().map(session -> Thread.ofVirtual().start(() -> publish(session))).toList();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void publish(WriteSession session) {
    try {
      session.publish();
    } catch (VfsException e) {
      log.warn("not published as the server ended: {}", e.getMessage());
    }
  }
}
