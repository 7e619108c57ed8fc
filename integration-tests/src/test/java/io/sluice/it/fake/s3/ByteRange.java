package io.sluice.it.fake.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A single range of a body (RFC 9110 section 14.1.2), fitted to its size.
///
/// @param first offset of the first byte
/// @param length at least 1
record ByteRange(long first, long length) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /// Reads a `Range` header; null if there is none or S3 would ignore it.
  ///
  /// @throws S3Refusal InvalidRange if no byte of the object is in it
  static @Nullable ByteRange of(@Nullable String header, long size) {
    Matcher form = FORM.matcher(header == null ? "" : header.strip());
    if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
      return null;
    }
    if (form.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(form.group(2)), size);
      return fitted(header, size - last, size, size);
    }
    long first = Long.parseLong(form.group(1));
    long end = form.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group(2)) + 1;
    return end <= first ? null : fitted(header, first, end, size);
  }

  private static ByteRange fitted(@Nullable String asked, long first, long end, long size) {
    if (first >= size) {
      throw new S3Refusal(416, "InvalidRange", "The requested range is not satisfiable")
          .element("RangeRequested", "" + asked)
          .element("ActualObjectSize", Long.toString(size))
          .header("content-range", "bytes */" + size);
    }
    return new ByteRange(first, Math.min(end, size) - first);
  }

  /// The value of `Content-Range`.
  String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
