package io.sluice.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// What is mounted: a bucket, or what lies below a prefix of it.
///
/// @param bucket its name
/// @param prefix empty, or with `/` at its end
record S3Address(String bucket, String prefix) {
  /// Names of buckets, old and new, and aliases of access points (Amazon S3 User Guide, "Bucket naming rules").
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  /// A key's longest length in bytes, and so a prefix's.
  private static final int LONGEST_PREFIX = 1024;

  S3Address {
    if (!BUCKET.matcher(bucket).matches()) {
      throw CommandFailure.cannotStart(
          "\"%s\" is no name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens are."
              .formatted(bucket));
    }
    if (!prefix.isEmpty() && !isPrefix(prefix)) {
      throw CommandFailure.cannotStart(
          "The prefix \"%s\" cannot be a directory: it must consist of names with one / between them."
              .formatted(prefix));
    }
  }

  /// Reads `s3://BUCKET` or `s3://BUCKET/PREFIX`.
  static S3Address parse(String text) {
    String start = "s3://";
    if (!text.startsWith(start)) {
      throw CommandFailure.cannotStart(
          "\"%s\" is no bucket: write s3://BUCKET or s3://BUCKET/PREFIX.".formatted(text));
    }
    return ofPath(text.substring(start.length()));
  }

  /// Reads an export's path, `/BUCKET[/PREFIX]`.
  static S3Address ofExport(String path) {
    return ofPath(path.substring(1));
  }

  private static S3Address ofPath(String path) {
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String rest = slash < 0 ? "" : path.substring(slash + 1);
    return new S3Address(bucket, rest.isEmpty() || rest.endsWith("/") ? rest : rest + "/");
  }

  /// The path by which it is mounted: `/BUCKET[/PREFIX]`.
  String export() {
    return "/" + bucket + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
  }

  /// Whether `other` is this one or lies below it.
  boolean holds(S3Address other) {
    return bucket.equals(other.bucket) && other.prefix.startsWith(prefix);
  }

  @Override
  public String toString() {
    return "s3:/" + export();
  }

  private static boolean isPrefix(String prefix) {
    return prefix.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PREFIX
        && prefix.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(prefix.substring(0, prefix.length() - 1).split("/", -1))
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }
}
