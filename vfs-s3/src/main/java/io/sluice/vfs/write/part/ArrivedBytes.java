package io.sluice.vfs.write.part;

import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.s3.Crc32c;
import java.nio.ByteBuffer;

/// The bytes of a WRITE and their checksum, which is computed before the lock of a session is
/// taken.
public record ArrivedBytes(LeasedBytes leased, Crc32c crc) {
  /// The bytes of a WRITE, in the memory in which they came.
  public static ArrivedBytes of(LeasedBytes leased) {
    return new ArrivedBytes(leased, Crc32c.of(leased.bytes()));
  }

  /// Bytes that can only be copied.
  public static ArrivedBytes of(ByteBuffer bytes) {
    return of(LeasedBytes.of(bytes));
  }

  /// What came, from its position to its limit.
  public ByteBuffer bytes() {
    return leased.bytes();
  }

  /// Those of them that are a part's share.
  ArrivedBytes share(ByteBuffer share) {
    return share.remaining() == bytes().remaining()
        ? new ArrivedBytes(new LeasedBytes(share, leased.lease()), crc)
        : of(share);
  }
}
