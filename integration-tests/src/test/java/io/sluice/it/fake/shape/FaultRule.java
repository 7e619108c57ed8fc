package io.sluice.it.fake.shape;

import java.util.Set;
import java.util.function.Predicate;

/// Which requests meet a fault.
///
/// @param operations one of these
/// @param key true for the object's key (the empty string for requests to a bucket)
/// @param first the first matching request that is hit, counted from 1
/// @param times how many are hit, from that one on
public record FaultRule(
    Set<S3Operation> operations, Predicate<String> key, int first, int times, Fault fault) {

  /// Hits every request of these operations (all operations if none is named).
  public static FaultRule on(Fault fault, S3Operation... operations) {
    Set<S3Operation> chosen = Set.of(operations.length == 0 ? S3Operation.values() : operations);
    return new FaultRule(chosen, key -> true, 1, Integer.MAX_VALUE, fault);
  }

  /// Only requests for such keys.
  public FaultRule key(Predicate<String> which) {
    return new FaultRule(operations, which, first, times, fault);
  }

  /// Only requests for this key.
  public FaultRule key(String which) {
    return key(which::equals);
  }

  /// Only from the `nth` matching request on, counted from 1.
  public FaultRule from(int nth) {
    return new FaultRule(operations, key, nth, times, fault);
  }

  /// Only so many matching requests.
  public FaultRule times(int count) {
    return new FaultRule(operations, key, first, count, fault);
  }

  boolean matches(S3Operation operation, String objectKey) {
    return operations.contains(operation) && key.test(objectKey);
  }
}
