package io.sluice.vfs.s3.sdk;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/// The bytes of several buffers, one after the other. Belongs to one thread; once it is closed it
/// has no more bytes and does not know the buffers any longer.
final class PiecesInput extends InputStream {
  private final Deque<ByteBuffer> left = new ArrayDeque<>();

  PiecesInput(List<ByteBuffer> pieces) {
    for (ByteBuffer piece : pieces) {
      if (piece.hasRemaining()) {
        left.add(piece.duplicate());
      }
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    ByteBuffer piece = left.peek();
    if (piece == null || length == 0) {
      return piece == null ? -1 : 0;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(into, offset, count);
    if (!piece.hasRemaining()) {
      left.remove();
    }
    return count;
  }

  @Override
  public int available() {
    return left.isEmpty() ? 0 : left.peek().remaining();
  }

  @Override
  public void close() {
    left.clear();
  }
}
