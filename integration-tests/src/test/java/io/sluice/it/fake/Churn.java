package io.sluice.it.fake;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Other clients at work in a directory: names come and go, some before all that stays, some
/// between, some after. Names that stay are those of [io.sluice.it.fake.store.NumberedKeys#flat]
/// with the stem `f`; none of theirs is touched.
final class Churn {
  /// How many names may come between; each number has one of each kind.
  private static final int NUMBERS = 2_000;

  /// Apart, so that they spread over a million names that stay.
  private static final int APART = 500;

  private static final long SEED = 4;

  /// About 500 changes a second: every page of a long listing meets some.
  private static final long PAUSE_NANOS = 2_000_000;

  private final FakeS3 s3;
  private final String bucket;

  /// Written by the thread of the churn, read when it has ended.
  private long changes;

  private volatile boolean isOver;
  private @Nullable Thread thread;

  Churn(FakeS3 s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /// Begins in the background.
  ///
  /// @param directory without `/` at its end
  synchronized void start(String directory) {
    stop();
    isOver = false;
    thread = Thread.ofPlatform().daemon().name("churn").start(() -> run(directory));
  }

  /// Stops, and returns how many changes there were; the names that are there stay.
  synchronized long stop() {
    isOver = true;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
    return changes;
  }

  private void run(String directory) {
    SplittableRandom random = new SplittableRandom(SEED);
    changes = 0;
    do {
      String key = directory + "/" + name(random.nextInt(3), random.nextInt(NUMBERS) * APART);
      if (s3.has(bucket, key)) {
        s3.delete(bucket, key);
      } else {
        s3.put(bucket, key, "comes and goes");
      }
      changes++;
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (!isOver);
  }

  private static String name(int kind, int number) {
    return switch (kind) {
      case 0 -> "a%07d".formatted(number);
      case 1 -> "f%07d+".formatted(number);
      default -> "z%07d".formatted(number);
    };
  }
}
