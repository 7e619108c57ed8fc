package io.sluice.vfs.s3.error;

import io.sluice.vfs.VfsError;

/// Why a request gave no answer, in the words that matter to whoever sent it.
public sealed interface S3Failure {
  /// An answer that callers expect.
  enum Negative implements S3Failure {
    /// 404: no such key or version.
    MISSING,
    /// 412: the object is another one by now.
    CHANGED,
    /// 416: the range begins behind the end of the object.
    BEHIND_END
  }

  /// Another try may succeed.
  ///
  /// @param words what happened, for example `503 SlowDown`
  record Retryable(Cause cause, String words) implements S3Failure {}

  /// The server takes the credentials no more. An outside tool, a file or the machine's own service
  /// may give others soon.
  ///
  /// @param error for who does not wait for them
  /// @param isSure whether the server said so; else it may be something else, which stays
  /// @param words what happened
  record StaleCredentials(VfsError error, boolean isSure, String words) implements S3Failure {}

  /// No retry helps.
  ///
  /// @param words what happened and the cure
  record Final(VfsError error, String words) implements S3Failure {}

  /// Why another try may succeed.
  enum Cause {
    /// The server failed, or the connection did.
    BROKEN,
    /// Nothing moved for too long: the server is not well, or the network slow.
    STILL,
    /// Too many requests.
    THROTTLED,
    /// Bytes arrived otherwise than they were sent.
    DAMAGED,
    /// The clocks differ; whoever signs has corrected it by now.
    CLOCK_SKEW
  }
}
