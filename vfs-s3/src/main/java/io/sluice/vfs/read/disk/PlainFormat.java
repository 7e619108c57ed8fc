package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/// In the clear: a magic number (4 bytes), the CRC-32C of all that follows (4), the identity, the
/// bytes. All but the checksum is known to who asks, so nothing is parsed: what is in front of the
/// bytes must be what would be written there.
final class PlainFormat implements BlockFormat {
  private static final int MAGIC = 0x534c4231; // SLB1

  private static final int CHECKSUM_AT = Integer.BYTES;
  private static final int IDENTITY_AT = 2 * Integer.BYTES;

  @Override
  public void write(FileChannel file, byte[] identity, ByteBuffer bytes) throws IOException {
    ByteBuffer head = head(identity);
    head.putInt(CHECKSUM_AT, checksum(identity, bytes));
    BlockFormat.writeAll(file, head, bytes);
  }

  @Override
  public boolean read(FileChannel file, byte[] identity, ByteBuffer into) throws IOException {
    ByteBuffer bytes = into.duplicate();
    ByteBuffer head = ByteBuffer.allocate(IDENTITY_AT + identity.length);
    if (!BlockFormat.readAll(file, head, into)) {
      return false;
    }
    int checksum = head.getInt(CHECKSUM_AT);
    head.putInt(CHECKSUM_AT, 0);
    return head.flip().equals(head(identity)) && checksum == checksum(identity, bytes);
  }

  private static ByteBuffer head(byte[] identity) {
    return ByteBuffer.allocate(IDENTITY_AT + identity.length)
        .putInt(MAGIC)
        .putInt(0)
        .put(identity)
        .flip();
  }

  private static int checksum(byte[] identity, ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(identity);
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
