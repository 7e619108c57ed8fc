package io.sluice.vfs.s3;

/// What became of PutObject or CompleteMultipartUpload.
public sealed interface PutOutcome {
  /// The object is there, whole.
  record Stored(ETag eTag) implements PutOutcome {}

  /// The precondition did not hold. That may be our own doing, if the answer to an earlier try was
  /// lost.
  record Conflict() implements PutOutcome {}

  /// There is no such upload: it was aborted, or completed by an earlier try whose answer was lost.
  record NoSuchUpload() implements PutOutcome {}
}
