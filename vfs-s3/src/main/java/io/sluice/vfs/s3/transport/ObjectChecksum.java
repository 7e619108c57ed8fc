package io.sluice.vfs.s3.transport;

import io.sluice.vfs.s3.checksum.ChecksumAlgorithm;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The checksum of all bytes of an object, as S3 tells it to who asks for a whole one (Amazon S3
/// user guide, "Checking object integrity").
///
/// @param base64 the value as it was sent
public record ObjectChecksum(ChecksumAlgorithm algorithm, String base64) {
  /// The quickest of those that an answer tells; null if there is none over the bytes themselves:
  /// S3 writes the checksum of the checksums of parts as `ABCDEF==-3`.
  static @Nullable ObjectChecksum of(RangeHead.Headers headers) {
    String type = headers.get("x-amz-checksum-type");
    if (type != null && !type.equals("FULL_OBJECT")) {
      return null;
    }
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      String sent = headers.get(algorithm.header());
      if (sent != null && isOf(algorithm, sent)) {
        return new ObjectChecksum(algorithm, sent);
      }
    }
    return null;
  }

  private static boolean isOf(ChecksumAlgorithm algorithm, String sent) {
    try {
      return Base64.getDecoder().decode(sent).length == algorithm.begin().value().length;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether bytes with the sum `value` are those of the object.
  boolean fits(byte[] value) {
    return Arrays.equals(Base64.getDecoder().decode(base64), value);
  }
}
