package io.sluice.vfs.s3;

import io.sluice.vfs.Printable;

/// What a request is about, for words.
///
/// @param key of an object, or the prefix of a listing
record CallSubject(S3Operation operation, BucketName bucket, String key) {
  /// For example `GetObject s3://bucket/key`, control characters escaped.
  @Override
  public String toString() {
    return operation.title() + " s3://" + bucket + "/" + Printable.escape(key);
  }
}
