package io.sluice.vfs.read;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The virtual threads of the fetches of one bucket, which end with it.
final class FetchThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FetchThreads.class);

  /// A connection that is cut ends its request at once.
  private static final Duration END = Duration.ofSeconds(2);

  /// Those that run.
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /// Begins a thread; false if there is none to be had.
  boolean start(Runnable fetch) {
    Thread thread =
        Thread.ofVirtual()
            .name("fetch")
            .unstarted(() -> {
              try {
                fetch.run();
              } finally {
                running.remove(Thread.currentThread());
              }
            });
    running.add(thread);
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      running.remove(thread);
      LOG.warn("there is no thread more to be had: {}", e.getMessage());
      return false;
    }
  }

  /// Cuts all fetches and waits for them.
  @Override
  public void close() {
    running.forEach(Thread::interrupt);
    for (Thread thread : running) {
      thread.interrupt(); // if it was begun meanwhile
      try {
        thread.join(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
