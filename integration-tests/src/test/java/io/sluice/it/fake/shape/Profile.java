package io.sluice.it.fake.shape;

import java.time.Duration;

/// How slow the S3 is.
///
/// @param firstByte latency before the first byte of GET, HEAD and lists
/// @param write latency of PUT, POST and DELETE, after their last byte came
/// @param connectionBandwidth bytes per second of one connection, each way; 0 is unlimited
/// @param linkBandwidth bytes per second of all connections together, each way; 0 is unlimited
public record Profile(
    Duration firstByte, Duration write, long connectionBandwidth, long linkBandwidth) {

  /// Checks the bounds.
  public Profile {
    if (firstByte.isNegative()
        || write.isNegative()
        || connectionBandwidth < 0
        || linkBandwidth < 0) {
      throw new IllegalArgumentException("a profile has no negative figures");
    }
  }

  /// As fast as the machine allows.
  public static Profile none() {
    return new Profile(Duration.ZERO, Duration.ZERO, 0, 0);
  }

  /// S3 Standard seen from the same region: 30 ms before the first byte, 50 ms for writes, 90 MB/s
  /// for a connection.
  public static Profile s3Like() {
    return new Profile(Duration.ofMillis(30), Duration.ofMillis(50), 90_000_000, 0);
  }

  /// The same behind a link of 200 MB/s.
  public static Profile held() {
    return new Profile(Duration.ofMillis(30), Duration.ofMillis(50), 90_000_000, 200_000_000);
  }

  /// S3 behind a link of 4 Mbit/s, as of a home.
  public static Profile slow() {
    return new Profile(Duration.ofMillis(30), Duration.ofMillis(50), 0, 500_000);
  }

  /// The latency of an operation.
  public Duration latency(S3Operation operation) {
    return switch (operation.pace()) {
      case READ -> firstByte;
      case WRITE -> write;
    };
  }
}
