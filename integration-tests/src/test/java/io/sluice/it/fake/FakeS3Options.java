package io.sluice.it.fake;

import io.sluice.it.fake.s3.Credentials;
import io.sluice.it.fake.shape.Profile;
import io.sluice.it.fake.shape.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/// How to start a [FakeS3].
///
/// @param bind port 0 takes a free one
/// @param region of the endpoint and of buckets that name none
/// @param clock gives LastModified
/// @param timer of latencies and bandwidths
public record FakeS3Options(
    InetSocketAddress bind,
    String region,
    Credentials credentials,
    InstantSource clock,
    Profile profile,
    Timer timer) {

  /// A free port of the loopback address, us-east-1, no slowness.
  public static FakeS3Options defaults() {
    return new FakeS3Options(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        "us-east-1",
        Credentials.ofTests(),
        InstantSource.system(),
        Profile.none(),
        Timer.SYSTEM);
  }

  /// Another address to listen on.
  public FakeS3Options bind(InetSocketAddress address) {
    return new FakeS3Options(address, region, credentials, clock, profile, timer);
  }

  /// Another region of the endpoint.
  public FakeS3Options region(String name) {
    return new FakeS3Options(bind, name, credentials, clock, profile, timer);
  }

  /// Another clock.
  public FakeS3Options clock(InstantSource source) {
    return new FakeS3Options(bind, region, credentials, source, profile, timer);
  }

  /// Another profile to begin with.
  public FakeS3Options profile(Profile wanted) {
    return new FakeS3Options(bind, region, credentials, clock, wanted, timer);
  }

  /// Another timer, for tests of slowness that must not be slow.
  public FakeS3Options timer(Timer wanted) {
    return new FakeS3Options(bind, region, credentials, clock, profile, wanted);
  }
}
