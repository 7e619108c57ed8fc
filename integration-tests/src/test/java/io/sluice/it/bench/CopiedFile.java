package io.sluice.it.bench;

import java.nio.ByteBuffer;

/// The bytes of a file in an array, for a bare exchange that moves as much memory as a file system
/// in memory does.
final class CopiedFile {
  private static final int TRANSFERS = 8;

  private final byte[] bytes;
  private final int payload;
  private int next;

  /// @param payload bytes of one transfer; 0 for none
  CopiedFile(int payload) {
    this.payload = payload;
    this.bytes = new byte[TRANSFERS * payload];
  }

  /// Copies the next transfer from the file to all of `buffer`.
  void read(ByteBuffer buffer) {
    if (payload > 0) {
      buffer.put(0, bytes, next(), payload);
    }
  }

  /// Copies the next transfer from the end of `buffer` to the file.
  void write(ByteBuffer buffer) {
    if (payload > 0) {
      buffer.get(buffer.capacity() - payload, bytes, next(), payload);
    }
  }

  private int next() {
    int at = next * payload;
    next = (next + 1) % TRANSFERS;
    return at;
  }
}
