package io.sluice.server.state;

import io.sluice.server.process.CommandFailure;
import io.sluice.vfs.s3.S3Uri;

/// What is mounted, as clients and people name it: `/BUCKET[/PREFIX]` and `s3://BUCKET[/PREFIX]`.
///
/// @param uri its prefix has no control characters, which mount tables and lists of exports could
///   not show
public record BucketPath(S3Uri uri) {
  public BucketPath {
    if (uri.prefix().chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The prefix of %s holds control characters, which no mount can name.".formatted(uri));
    }
  }

  /// Reads what a user wrote.
  ///
  /// @throws CommandFailure if it is no bucket
  public static BucketPath parse(String text) {
    try {
      return new BucketPath(S3Uri.parse(text));
    } catch (IllegalArgumentException noBucket) {
      throw CommandFailure.cannotStart(String.valueOf(noBucket.getMessage()));
    }
  }

  /// Reads the path of an export.
  ///
  /// @throws IllegalArgumentException if it cannot be one
  public static BucketPath ofExport(String path) {
    return new BucketPath(S3Uri.parse("s3:/" + path));
  }

  /// The name of the bucket.
  public String bucket() {
    return uri.bucket().text();
  }

  /// What all keys begin with: empty, or with `/` at its end.
  public String prefix() {
    return uri.prefix();
  }

  /// The path by which it is mounted.
  public String export() {
    String prefix = prefix();
    return "/"
        + bucket()
        + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
  }

  /// Whether `other` is this one or lies below it.
  public boolean holds(BucketPath other) {
    return bucket().equals(other.bucket()) && other.prefix().startsWith(prefix());
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return "s3:/" + export();
  }
}
