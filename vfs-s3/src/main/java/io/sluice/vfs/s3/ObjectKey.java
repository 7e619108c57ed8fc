package io.sluice.vfs.s3;

import io.sluice.vfs.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A key of the bucket, whole: with the prefix of the mount, without the bucket. Sorts as S3 lists,
/// by UTF-8 bytes.
public record ObjectKey(String text) implements Comparable<ObjectKey> {
  /// The longest key in bytes of UTF-8.
  public static final int LONGEST = 1024;

  @Override
  public int compareTo(ObjectKey other) {
    return Arrays.compareUnsigned(
        text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8));
  }

  /// The key for a log line, control characters escaped.
  @Override
  public String toString() {
    return Printable.escape(text);
  }
}
