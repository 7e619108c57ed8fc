package io.sluice.it.fake.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One uploaded part of a multipart upload.
///
/// @param number 1 to 10,000
/// @param etag without quotes
/// @param crc32c in base64, null if nobody asked for it
public record Part(
    int number, Body body, String etag, Instant lastModified, @Nullable String crc32c) {
  /// Whether it may have that checksum, as far as anybody knows.
  ///
  /// @param said empty for none
  public boolean fits(String said) {
    return said.isEmpty() || crc32c == null || said.equals(crc32c);
  }
}
