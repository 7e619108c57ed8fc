package io.sluice.it.model;

import java.util.List;

/// Plays stories for as long as one wants: `mvn -Psoak -DskipTests verify -Dsoak.args="5000000"`,
/// or with a seed behind the number of operations to begin there.
public final class Soak {
  private static final long AT_ONCE = 100_000;

  private Soak() {}

  /// Plays, prints a line for every 100,000 operations, and ends at the first failure.
  ///
  /// @param args how many operations, and the first seed; else a million, and a seed by the clock
  public static void main(String[] args) {
    long operations = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis();
    Generator generator = new Generator(List.of(SmallBucket.Order.values()));
    while (operations > 0) {
      Campaign campaign =
          Campaign.play(BucketUnderTest::new, generator, seed, Math.min(operations, AT_ONCE));
      System.out.println(campaign);
      if (campaign.failure().isPresent()) {
        System.exit(1);
      }
      operations -= campaign.operations();
      seed += campaign.seeds();
    }
  }
}
