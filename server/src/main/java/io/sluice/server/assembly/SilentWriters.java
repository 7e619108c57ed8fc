package io.sluice.server.assembly;

import io.sluice.vfs.bucket.Publishing;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks several times a second for files whose writers are silent.
final class SilentWriters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SilentWriters.class);

  /// Short beside the seconds after which silence counts.
  private static final Duration LOOK = Duration.ofMillis(100);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("silent-writers").factory());

  private final Publishing publishing;

  SilentWriters(Publishing publishing) {
    this.publishing = publishing;
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      publishing.tick();
    } catch (
        Throwable fault) { // else nobody would look again: not even if a thread could not start
      LOG.error("looking for silent writers failed: this is a fault of the program", fault);
    }
  }

  /// Tells what was published after the last look.
  void tellRest() {
    publishing.tellRest();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
