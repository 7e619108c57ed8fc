package io.sluice.vfs.write.part;

import io.sluice.vfs.s3.UploadedPart;
import org.jspecify.annotations.Nullable;

/// A part of a file under way that S3 has.
///
/// @param number its number in the upload, 1 to 10,000
/// @param start offset in the file of its first byte
/// @param end offset behind its last byte
/// @param eTag as UploadPart answered it, quotes included
/// @param crc32c of its bytes; null where it is not known (a copied part, an old server)
/// @param hasHoles whether it holds zeros that nobody wrote, so that a WRITE may still come there
public record DurablePart(
    int number, long start, long end, String eTag, @Nullable Integer crc32c, boolean hasHoles) {
  public DurablePart {
    if (number < 1 || number > UploadedPart.MOST || start < 0 || end < start) {
      throw new IllegalArgumentException("not a part: " + number + ", " + start + " to " + end);
    }
  }
}
