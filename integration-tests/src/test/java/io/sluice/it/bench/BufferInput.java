package io.sluice.it.bench;

import java.io.InputStream;
import java.nio.ByteBuffer;

/// The bytes of one buffer.
final class BufferInput extends InputStream {
  private final ByteBuffer left;

  BufferInput(ByteBuffer left) {
    this.left = left;
  }

  @Override
  public int read() {
    return left.hasRemaining() ? left.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int count = Math.min(length, left.remaining());
    left.get(into, offset, count);
    return count == 0 ? -1 : count;
  }
}
