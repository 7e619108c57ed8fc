package io.sluice.it.fake.shape;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The fault rules in force. The first rule that hits decides; rules count the requests that they
/// match, also while an earlier rule hits.
public final class Faults {
  private record Counted(FaultRule rule, AtomicInteger seen) {
    boolean hits(S3Operation operation, String key) {
      if (!rule.matches(operation, key)) {
        return false;
      }
      int number = seen.incrementAndGet();
      return number >= rule.first() && number - rule.first() < rule.times();
    }
  }

  private final List<Counted> rules = new CopyOnWriteArrayList<>();

  /// Puts a rule into force.
  public void add(FaultRule rule) {
    rules.add(new Counted(rule, new AtomicInteger()));
  }

  /// Ends all rules. Requests that already stand at a gate go on standing there.
  public void clear() {
    rules.clear();
  }

  /// What happens to this request.
  public Fault meet(S3Operation operation, String key) {
    Fault met = new Fault.None();
    for (Counted counted : rules) {
      if (counted.hits(operation, key) && met instanceof Fault.None) {
        met = counted.rule().fault();
      }
    }
    return met;
  }
}
