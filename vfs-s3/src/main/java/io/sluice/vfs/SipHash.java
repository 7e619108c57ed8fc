package io.sluice.vfs;

/// SipHash-2-4 (Aumasson and Bernstein, 2012) of values put one after the other, numbers with the
/// lowest byte first. Guava has it too; ids, handles and attributes of every name that is listed
/// need it several times, and there it goes through so many layers that a server which has just
/// been started spent a tenth of its compiler's time on them. For one thread, one hash.
public final class SipHash {
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /// Up to seven bytes that make no whole word yet, the first one lowest.
  private long pending;

  private int length;

  /// A hash under a key of 128 bits, its first eight bytes in `k0`.
  public SipHash(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
  }

  /// Adds one byte.
  private void put(long unsigned) {
    pending |= unsigned << (8 * (length & 7));
    length++;
    if ((length & 7) == 0) {
      word(pending);
      pending = 0;
    }
  }

  /// Adds all bytes.
  public SipHash putBytes(byte[] bytes) {
    for (byte each : bytes) {
      put(each & 0xff);
    }
    return this;
  }

  /// Adds four bytes.
  public SipHash putInt(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      put(value >>> shift & 0xff);
    }
    return this;
  }

  /// Adds eight bytes.
  public SipHash putLong(long value) {
    int shift = 8 * (length & 7);
    word(pending | value << shift);
    pending = shift == 0 ? 0 : value >>> (Long.SIZE - shift);
    length += Long.BYTES;
    return this;
  }

  /// The hash of all that was put; nothing may be put behind it.
  public long end() {
    word(pending | (long) length << 56);
    v2 ^= 0xff;
    for (int i = 0; i < 4; i++) {
      round();
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
