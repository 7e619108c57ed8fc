package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// What is in the file of a block: who it is, its bytes, and a proof that both are as they were
/// written. For one thread at a time.
interface BlockFormat {
  /// Writes a block into an empty file.
  ///
  /// @param bytes are all taken
  void write(FileChannel file, byte[] identity, ByteBuffer bytes) throws IOException;

  /// Reads a block into `into`, which has room for exactly its bytes.
  ///
  /// @return false if the file is not whole, or is another block's
  boolean read(FileChannel file, byte[] identity, ByteBuffer into) throws IOException;

  /// Reads until all buffers are full.
  ///
  /// @return false if the file is shorter, or longer
  static boolean readAll(FileChannel file, ByteBuffer... into) throws IOException {
    long room = 0;
    for (ByteBuffer each : into) {
      room += each.remaining();
    }
    if (file.size() != room) {
      return false;
    }
    while (room > 0) {
      long read = file.read(into);
      if (read < 0) {
        return false;
      }
      room -= read;
    }
    return true;
  }

  /// Writes all of the buffers.
  static void writeAll(FileChannel file, ByteBuffer... from) throws IOException {
    while (from[from.length - 1].hasRemaining()) {
      file.write(from);
    }
  }
}
