package io.sluice.it.fake.s3;

import io.sluice.it.fake.shape.Counters;
import io.sluice.it.fake.shape.Faults;
import io.sluice.it.fake.shape.Pacer;
import io.sluice.it.fake.shape.Profile;
import io.sluice.it.fake.shape.Timer;
import io.sluice.it.fake.shape.UnderWay;

/// Everything about one S3's behaviour that is not S3: counters, faults, and the profile in force
/// with the pipes of its link.
public final class Shape {
  /// A profile and the two directions of its link, replaced together.
  record InForce(Profile profile, Pacer in, Pacer out) {
    static InForce of(Profile profile) {
      return new InForce(
          profile, new Pacer(profile.linkBandwidth()), new Pacer(profile.linkBandwidth()));
    }
  }

  private final Counters counters = new Counters();
  private final UnderWay underWay = new UnderWay();
  private final Faults faults = new Faults();
  private final Timer timer;

  /// Written by tests, read by every connection at each request.
  private volatile InForce inForce;

  /// Begins with a profile.
  public Shape(Profile profile, Timer timer) {
    this.timer = timer;
    this.inForce = InForce.of(profile);
  }

  /// The counters.
  public Counters counters() {
    return counters;
  }

  /// The requests that are being answered.
  public UnderWay underWay() {
    return underWay;
  }

  /// The fault rules.
  public Faults faults() {
    return faults;
  }

  /// Replaces the profile from the next request on.
  public void profile(Profile profile) {
    inForce = InForce.of(profile);
  }

  InForce inForce() {
    return inForce;
  }

  Timer timer() {
    return timer;
  }
}
