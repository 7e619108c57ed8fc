package io.sluice.server.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What must be closed, the last first. Used by one thread.
final class Belongings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);

  private final Deque<AutoCloseable> newestFirst = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T belonging) {
    newestFirst.push(belonging);
    return belonging;
  }

  /// Closes all of them, also if one fails.
  @Override
  public void close() {
    while (!newestFirst.isEmpty()) {
      AutoCloseable belonging = newestFirst.pop();
      try {
        belonging.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", belonging.getClass().getSimpleName(), e);
      }
    }
  }
}
