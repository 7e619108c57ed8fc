package io.sluice.vfs.s3.transport;

import io.sluice.vfs.Printable;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.S3Operation;

/// What a request is about, for words.
///
/// @param key of an object, or the prefix of a listing
public record CallSubject(S3Operation operation, BucketName bucket, String key) {
  /// For example `GetObject s3://bucket/key`, control characters escaped.
  @Override
  public String toString() {
    return operation.title() + " s3://" + bucket + "/" + Printable.escape(key);
  }
}
