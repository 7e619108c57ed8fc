package io.sluice.vfs.s3;

import io.sluice.vfs.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a user mounts: a bucket, or what lies below a prefix of it.
///
/// @param prefix what all keys begin with: empty, or without `/` at its start and with one at its
///   end
public record S3Uri(BucketName bucket, String prefix) {
  private static final String SCHEME = "s3://";

  /// Normalises the slashes of the prefix and checks that a path can name it.
  ///
  /// @throws IllegalArgumentException with a sentence for the user
  public S3Uri {
    prefix = withOneSlashAtItsEnd(prefix);
    for (String component : prefix.isEmpty() ? List.<String>of() : List.of(prefix.split("/"))) {
      if (component.isEmpty() || component.equals(".") || component.equals("..")) {
        throw new IllegalArgumentException(
            "The prefix '"
                + Printable.escape(prefix)
                + "' holds an empty, '.' or '..' component, which no path can name.");
      }
    }
    if (prefix.getBytes(StandardCharsets.UTF_8).length >= ObjectKey.LONGEST) {
      throw new IllegalArgumentException(
          "The prefix is longer than " + (ObjectKey.LONGEST - 1) + " bytes: no key fits below it.");
    }
  }

  /// Reads `s3://BUCKET` or `s3://BUCKET/PREFIX`. The prefix is taken as it stands: `%20` is three
  /// characters.
  ///
  /// @throws IllegalArgumentException with a sentence for the user
  public static S3Uri parse(String text) {
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "'" + shown(text) + "' names no bucket: write s3://BUCKET or s3://BUCKET/PREFIX.");
    }
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? new S3Uri(new BucketName(rest), "")
        : new S3Uri(new BucketName(rest.substring(0, slash)), rest.substring(slash + 1));
  }

  /// Text with an `@` may be an address with a password.
  private static String shown(String text) {
    return text.indexOf('@') < 0 ? Printable.escape(text) : "***";
  }

  private static String withOneSlashAtItsEnd(String prefix) {
    int start = 0;
    int end = prefix.length();
    while (start < end && prefix.charAt(start) == '/') {
      start++;
    }
    while (end > start && prefix.charAt(end - 1) == '/') {
      end--;
    }
    return start == end ? "" : prefix.substring(start, end) + "/";
  }

  /// The address for a message, control characters escaped.
  @Override
  public String toString() {
    return prefix.isEmpty()
        ? SCHEME + bucket
        : SCHEME + bucket + "/" + Printable.escape(prefix.substring(0, prefix.length() - 1));
  }
}
