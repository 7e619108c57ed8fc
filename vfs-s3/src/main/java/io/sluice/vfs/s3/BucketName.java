package io.sluice.vfs.s3;

import io.sluice.vfs.Printable;
import java.util.regex.Pattern;

/// The name of a bucket (Amazon S3 User Guide, "General purpose bucket naming rules").
///
/// @param text 3 to 63 lower-case letters, digits, dots and hyphens
public record BucketName(String text) {
  private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /// Checks the name.
  ///
  /// @throws IllegalArgumentException with a sentence for the user
  public BucketName {
    if (text.indexOf('@') >= 0) {
      // Never repeat it: it may be a secret key.
      throw new IllegalArgumentException(
          "A bucket's name holds no '@': credentials do not belong into it, name them by --profile"
              + " or AWS_ACCESS_KEY_ID.");
    }
    if (!RULE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + Printable.escape(text)
              + "' is no bucket: a bucket's name has 3 to 63 lower-case letters, digits, dots and"
              + " hyphens.");
    }
  }

  /// Whether it names a directory bucket (S3 Express One Zone), which lists in no order and gives
  /// out credentials of its own.
  public boolean isDirectoryBucket() {
    return text.endsWith("--x-s3") || text.endsWith("--xa-s3"); // or an access point to one
  }

  /// Whether it names a bucket to which the SDK alone knows the way: that of directory buckets, or
  /// of an access point on Outposts, whose requests are signed for another service.
  public boolean isForSdk() {
    return isDirectoryBucket() || text.endsWith("--op-s3");
  }

  @Override
  public String toString() {
    return text;
  }
}
