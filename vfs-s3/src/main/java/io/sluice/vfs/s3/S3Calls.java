package io.sluice.vfs.s3;

/// Is told of every request that was sent to S3, retries included: what a bill or a metric counts.
/// Called on the thread of the request, at the same time from many; must be quick and not throw.
public interface S3Calls {
  /// How a request ended.
  enum Result {
    OK,
    /// An answer that callers expect: no such key, another version, a range behind the end.
    NEGATIVE,
    /// S3 asked for fewer requests (429, 503).
    THROTTLED,
    /// It broke or timed out, or the server failed: it is sent again while the I/O timeout lasts.
    BROKEN,
    /// A refusal that no retry changes.
    REFUSED
  }

  /// Tells nobody.
  S3Calls UNOBSERVED = (operation, result, bytes, nanos) -> {};

  /// One request has ended.
  ///
  /// @param bytes of the object that came or went
  /// @param nanos from sending it to the last byte
  void ended(S3Operation operation, Result result, long bytes, long nanos);
}
