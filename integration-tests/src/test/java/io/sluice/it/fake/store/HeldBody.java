package io.sluice.it.fake.store;

import java.nio.ByteBuffer;
import java.util.Objects;

/// Bytes that are really there: what clients sent.
public final class HeldBody implements Body {
  /// A body of no bytes.
  public static final Body EMPTY = new HeldBody(new byte[0]);

  private final byte[] bytes;
  private final int from;
  private final int length;

  /// Takes over `bytes`, which must not be changed any more.
  public HeldBody(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private HeldBody(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public ByteBuffer chunk(long offset, int max) {
    int at = (int) Objects.checkIndex(offset, length);
    return ByteBuffer.wrap(bytes, from + at, Math.min(max, length - at)).asReadOnlyBuffer();
  }

  @Override
  public Body slice(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, this.length);
    return new HeldBody(bytes, from + (int) offset, (int) length);
  }
}
