package io.sluice.it.fake.shape;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts every request and every body byte by operation, from any thread. A request counts when
/// it is understood, before faults; bytes count as they pass.
public final class Counters {
  private final LongAdder[] requests = adders();
  private final LongAdder[] received = adders();
  private final LongAdder[] sent = adders();

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[S3Operation.values().length];
    Arrays.setAll(adders, i -> new LongAdder());
    return adders;
  }

  /// One more request.
  public void request(S3Operation operation) {
    requests[operation.ordinal()].increment();
  }

  /// Body bytes that came from a client, without chunk framing.
  public void received(S3Operation operation, long bytes) {
    received[operation.ordinal()].add(bytes);
  }

  /// Body bytes that went to a client.
  public void sent(S3Operation operation, long bytes) {
    sent[operation.ordinal()].add(bytes);
  }

  /// The counts so far.
  public Counts snapshot() {
    Map<S3Operation, Count> counts = new EnumMap<>(S3Operation.class);
    for (S3Operation operation : S3Operation.values()) {
      int i = operation.ordinal();
      Count count = new Count(requests[i].sum(), received[i].sum(), sent[i].sum());
      if (!count.equals(Count.ZERO)) {
        counts.put(operation, count);
      }
    }
    return new Counts(counts);
  }
}
