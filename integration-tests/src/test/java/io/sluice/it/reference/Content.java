package io.sluice.it.reference;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/// The bytes of one file, in pieces that come to exist when they are written: holes cost nothing
/// and read as zeros.
final class Content {
  private static final int PIECE = 64 << 10;

  private static final byte[] HOLE = new byte[PIECE];

  private final TreeMap<Long, byte[]> pieces = new TreeMap<>();
  private long size;

  long size() {
    return size;
  }

  /// Bytes in pieces, for `used`.
  long used() {
    return (long) pieces.size() * PIECE;
  }

  /// Fills `into` from `offset` on; all of it must lie within the size.
  void read(long offset, ByteBuffer into) {
    long at = offset;
    while (into.hasRemaining()) {
      int within = (int) (at % PIECE);
      int length = Math.min(into.remaining(), PIECE - within);
      byte[] piece = pieces.get(at / PIECE);
      into.put(piece == null ? HOLE : piece, within, length);
      at += length;
    }
  }

  void write(long offset, ByteBuffer from) {
    long at = offset;
    while (from.hasRemaining()) {
      int within = (int) (at % PIECE);
      int length = Math.min(from.remaining(), PIECE - within);
      from.get(pieces.computeIfAbsent(at / PIECE, _ -> new byte[PIECE]), within, length);
      at += length;
    }
    size = Math.max(size, at);
  }

  /// Cuts off what is beyond `newSize`, so that it reads as zeros if the file grows again.
  void resize(long newSize) {
    if (newSize < size) {
      pieces.tailMap((newSize + PIECE - 1) / PIECE, true).clear();
      byte[] last = pieces.get(newSize / PIECE);
      if (last != null) {
        Arrays.fill(last, (int) (newSize % PIECE), PIECE, (byte) 0);
      }
    }
    size = newSize;
  }
}
