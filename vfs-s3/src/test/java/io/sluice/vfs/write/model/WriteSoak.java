package io.sluice.vfs.write.model;

/// Plays stories of writing for as long as one wants: `mvn -Pwrite-soak -pl vfs-s3 -am -DskipTests
/// verify -Dsoak.args="5000000"`, or with a seed behind the number of steps to begin there, and
/// `alike` behind that for a store that wants parts of one size.
public final class WriteSoak {
  private static final long AT_ONCE = 100_000;

  private WriteSoak() {}

  /// Plays, prints a line for every 100,000 steps, and ends at the first failure.
  ///
  /// @param args how many steps, the first seed, and `alike`; else a million, and a seed by the
  ///   clock
  public static void main(String[] args) {
    long steps = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis();
    Fault fault = args.length > 2 ? Fault.NONE_WITH_PARTS_ALIKE : Fault.NONE;
    while (steps > 0) {
      Campaign campaign = Campaign.play(fault, seed, Math.min(steps, AT_ONCE));
      System.out.println(campaign);
      if (campaign.failure().isPresent()) {
        System.exit(1);
      }
      steps -= campaign.steps();
      seed += campaign.seeds();
    }
  }
}
