package io.sluice.it.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The time of a story. Every call takes a tick, so no two things happen at once; the clock on the
/// wall is coarser, as it is on real machines.
final class TestTime {
  /// How long a call takes.
  static final Duration TICK = Duration.ofNanos(1_000);

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private volatile long nanos;

  /// A call begins: returns its moment.
  long tick() {
    return pass(TICK);
  }

  // Only the thread of the story moves time; threads of the file system read it.
  @SuppressWarnings("NonAtomicOperationOnVolatileField")
  long pass(Duration time) {
    nanos += time.toNanos();
    return nanos;
  }

  long nanos() {
    return nanos;
  }

  /// The clock on the wall, in milliseconds.
  InstantSource clock() {
    return () -> BEGIN.plusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
  }

  /// LastModified of an object that is put now.
  Instant lastModified() {
    return clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
