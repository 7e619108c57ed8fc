package io.sluice.it.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The time of a story. Every call takes a tick, so no two things happen at once; the clock on the
/// wall is coarser, as it is on real machines.
final class TestTime {
  /// How long a call takes.
  static final Duration TICK = Duration.ofNanos(1_000);

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /// Moved by the thread of the story, read by those of the file system.
  private final AtomicLong nanos = new AtomicLong();

  /// A call begins: returns its moment.
  long tick() {
    return pass(TICK);
  }

  long pass(Duration time) {
    return nanos.addAndGet(time.toNanos());
  }

  long nanos() {
    return nanos.get();
  }

  /// The clock on the wall, in milliseconds.
  InstantSource clock() {
    return () -> BEGIN.plusNanos(nanos()).truncatedTo(ChronoUnit.MILLIS);
  }

  /// LastModified of an object that is put now.
  Instant lastModified() {
    return clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
