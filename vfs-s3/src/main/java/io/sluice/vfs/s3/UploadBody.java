package io.sluice.vfs.s3;

import java.nio.ByteBuffer;
import java.util.List;

/// The bytes of a part or a small object, in several pieces, and their checksum.
///
/// The buffers' positions and limits are not changed: who sends them makes duplicates. Their memory
/// stays as it is until the call that sends them has returned, and is not looked at afterwards.
///
/// @param pieces each from its position to its limit
/// @param size bytes of all pieces together
public record UploadBody(List<ByteBuffer> pieces, long size, Crc32c crc32c) {
  /// No bytes.
  public static final UploadBody EMPTY = new UploadBody(List.of(), 0, Crc32c.OF_NOTHING);

  public UploadBody {
    pieces = List.copyOf(pieces);
    long sum = 0;
    for (ByteBuffer piece : pieces) {
      sum += piece.remaining();
    }
    if (sum != size) {
      throw new IllegalArgumentException("pieces of " + sum + " bytes are not " + size);
    }
  }
}
