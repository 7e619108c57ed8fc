package io.sluice.vfs.write.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// The time of a story, which the client moves.
final class StoryTime {
  private final Instant begin = Instant.now();

  private final AtomicLong nanos = new AtomicLong(1);

  /// How far the server's ticker is ahead: a fault.
  private final AtomicLong ahead = new AtomicLong();

  long now() {
    return nanos.get();
  }

  /// What the server takes for the time.
  long ticker() {
    return nanos.get() + ahead.get();
  }

  InstantSource clock() {
    return () -> begin.plusNanos(ticker());
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  void runAhead(Duration time) {
    ahead.addAndGet(time.toNanos());
  }
}
