package io.sluice.it.bucket;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Counts;
import java.util.concurrent.locks.LockSupport;

/// The counters of an S3 when nobody asks it any more. Nothing tells the end of what a server asks
/// ahead, so two looks must agree that are longer apart than a request without delay takes.
public final class Quiet {
  private static final long APART_NANOS = 50_000_000;

  private Quiet() {}

  /// Waits until nobody asks, and looks.
  public static Counts counts(FakeS3 s3) {
    Counts before = s3.counters();
    while (true) {
      LockSupport.parkNanos(APART_NANOS);
      Counts now = s3.counters();
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }
}
