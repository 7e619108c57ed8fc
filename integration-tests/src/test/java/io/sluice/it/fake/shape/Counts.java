package io.sluice.it.fake.shape;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// The counters at one moment, or the difference of two. Operations that were not used are absent,
/// so that a test can compare [#requests] with the exact map it expects.
public record Counts(Map<S3Operation, Count> byOperation) {
  /// Copies the map.
  public Counts {
    byOperation = Map.copyOf(byOperation);
  }

  /// The count of one operation, zero if it was not used.
  public Count of(S3Operation operation) {
    return byOperation.getOrDefault(operation, Count.ZERO);
  }

  /// Requests by operation.
  public Map<S3Operation, Long> requests() {
    Map<S3Operation, Long> requests = new EnumMap<>(S3Operation.class);
    byOperation.forEach((operation, count) -> requests.put(operation, count.requests()));
    return requests;
  }

  /// All operations together.
  public Count total() {
    return byOperation.values().stream().reduce(Count.ZERO, Count::plus);
  }

  /// A line for each operation: its name, requests, bytes received and bytes sent.
  public String lines() {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(byOperation)
        .forEach((operation, count) ->
            lines
                .append(operation)
                .append(' ')
                .append(count.requests())
                .append(' ')
                .append(count.bytesReceived())
                .append(' ')
                .append(count.bytesSent())
                .append('\n'));
    return lines.toString();
  }

  /// Reads what [#lines] wrote, in another process.
  public static Counts ofLines(String lines) {
    Map<S3Operation, Count> counts = new EnumMap<>(S3Operation.class);
    lines
        .lines()
        .map(line -> line.split(" ", 4))
        .forEach(word ->
            counts.put(
                S3Operation.valueOf(word[0]),
                new Count(
                    Long.parseLong(word[1]), Long.parseLong(word[2]), Long.parseLong(word[3]))));
    return new Counts(counts);
  }

  /// What came since `earlier`.
  public Counts since(Counts earlier) {
    Map<S3Operation, Count> difference = new EnumMap<>(S3Operation.class);
    byOperation.forEach((operation, count) -> {
      Count more = count.minus(earlier.of(operation));
      if (!more.equals(Count.ZERO)) {
        difference.put(operation, more);
      }
    });
    return new Counts(difference);
  }
}
