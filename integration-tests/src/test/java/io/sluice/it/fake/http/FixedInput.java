package io.sluice.it.fake.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A request body of known length.
final class FixedInput extends InputStream {
  private final InputStream source;
  private long left;

  FixedInput(InputStream source, long length) {
    this.source = source;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = source.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("connection ended " + left + " bytes before the end of the body");
    }
    left -= count;
    return count;
  }
}
