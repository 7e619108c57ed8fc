package io.sluice.it.fake.shape;

/// What was counted of one operation.
///
/// @param bytesReceived body bytes of requests
/// @param bytesSent body bytes of responses
public record Count(long requests, long bytesReceived, long bytesSent) {
  /// Nothing.
  public static final Count ZERO = new Count(0, 0, 0);

  /// The sum of both.
  public Count plus(Count other) {
    return new Count(
        requests + other.requests,
        bytesReceived + other.bytesReceived,
        bytesSent + other.bytesSent);
  }

  /// What came since `earlier`.
  public Count minus(Count earlier) {
    return new Count(
        requests - earlier.requests,
        bytesReceived - earlier.bytesReceived,
        bytesSent - earlier.bytesSent);
  }
}
