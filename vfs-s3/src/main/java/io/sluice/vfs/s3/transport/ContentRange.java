package io.sluice.vfs.s3.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which bytes a 206 answer holds (RFC 9110 section 14.4).
///
/// @param first offset of the first byte
/// @param last offset of the last byte
/// @param total size of the object
public record ContentRange(long first, long last, long total) {
  private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /// Reads the header; null if it is not of that form or not a range.
  static @Nullable ContentRange parse(String header) {
    Matcher match = FORM.matcher(header);
    if (!match.matches()) {
      return null;
    }
    ContentRange range =
        new ContentRange(
            Long.parseLong(match.group(1)),
            Long.parseLong(match.group(2)),
            Long.parseLong(match.group(3)));
    return range.first <= range.last && range.last < range.total ? range : null;
  }

  /// The first `length` bytes of an object, or all if it is shorter.
  static ContentRange ofFirst(long length, long total) {
    return new ContentRange(0, Math.min(length, total) - 1, total);
  }

  /// Number of bytes.
  public long length() {
    return last - first + 1;
  }

  /// Whether this is what a request for `length` bytes from `offset` must give: all of them, or all
  /// up to the end of the object.
  boolean answers(long offset, long length) {
    return first == offset && last == Math.min(offset + length, total) - 1;
  }
}
