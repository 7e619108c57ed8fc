package io.sluice.it.fake.shape;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Counts every request and every body byte by operation, from any thread. A request counts when it
/// is understood, before faults; bytes count as they pass.
public final class Counters {
  private record Tally(LongAdder requests, LongAdder received, LongAdder sent) {
    Tally() {
      this(new LongAdder(), new LongAdder(), new LongAdder());
    }

    Count count() {
      return new Count(requests.sum(), received.sum(), sent.sum());
    }
  }

  /// A tally for each operation, filled once; only the tallies change.
  private final Map<S3Operation, Tally> tallies = new EnumMap<>(S3Operation.class);

  /// All zero.
  public Counters() {
    for (S3Operation operation : S3Operation.values()) {
      tallies.put(operation, new Tally());
    }
  }

  private Tally tally(S3Operation operation) {
    return Objects.requireNonNull(tallies.get(operation));
  }

  /// One more request.
  public void request(S3Operation operation) {
    tally(operation).requests().increment();
  }

  /// Body bytes that came from a client, without chunk framing.
  public void received(S3Operation operation, long bytes) {
    tally(operation).received().add(bytes);
  }

  /// Body bytes that went to a client.
  public void sent(S3Operation operation, long bytes) {
    tally(operation).sent().add(bytes);
  }

  /// The counts so far.
  public Counts snapshot() {
    Map<S3Operation, Count> counts = new EnumMap<>(S3Operation.class);
    tallies.forEach((operation, tally) -> {
      Count count = tally.count();
      if (!count.equals(Count.ZERO)) {
        counts.put(operation, count);
      }
    });
    return new Counts(counts);
  }
}
