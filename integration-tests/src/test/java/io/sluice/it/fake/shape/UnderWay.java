package io.sluice.it.fake.shape;

import java.util.EnumMap;
import java.util.Map;

/// How many requests of each operation are being answered, and how many there were at most at once.
/// From any thread.
public final class UnderWay {
  private record Tally(int now, int most) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(int one) {
      return new Tally(now + one, Math.max(most, now + one));
    }
  }

  /// Guarded by this.
  private final Map<S3Operation, Tally> tallies = new EnumMap<>(S3Operation.class);

  /// A request is understood.
  public void begin(S3Operation operation) {
    add(operation, 1);
  }

  /// The last byte of its answer has left, or the connection is broken.
  public void end(S3Operation operation) {
    add(operation, -1);
  }

  private synchronized void add(S3Operation operation, int one) {
    tallies.put(operation, tally(operation).plus(one));
  }

  private Tally tally(S3Operation operation) {
    return tallies.getOrDefault(operation, Tally.NONE);
  }

  /// Being answered now.
  public synchronized int now(S3Operation operation) {
    return tally(operation).now();
  }

  /// The most that were being answered at once.
  public synchronized int most(S3Operation operation) {
    return tally(operation).most();
  }
}
