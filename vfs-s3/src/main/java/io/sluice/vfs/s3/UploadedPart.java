package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// A part that S3 has.
///
/// @param number 1 to 10,000
/// @param size bytes
/// @param crc32c of its bytes; null where it is not known (a copied part, an old server)
public record UploadedPart(int number, ETag eTag, long size, @Nullable Crc32c crc32c) {
  /// The largest number of a part.
  public static final int MOST = 10_000;

  public UploadedPart {
    if (number < 1 || number > MOST || size < 0) {
      throw new IllegalArgumentException("not a part: number " + number + ", " + size + " bytes");
    }
  }

  /// Whether it certainly has the same bytes as another part.
  public boolean hasBytesOf(UploadedPart other) {
    return size == other.size && crc32c != null && crc32c.equals(other.crc32c);
  }
}
