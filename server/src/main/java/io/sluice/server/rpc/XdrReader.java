package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import io.sluice.memory.LeasedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads RFC 4506 values from a buffer. Every length is checked against what is left before
/// anything is allocated.
public final class XdrReader {
  private final ByteBuffer in;

  /// The memory of `in`, if it is leased and the reader's caller owns it.
  private final @Nullable Lease lease;

  /// Reads from the position of `in` to its limit; `in` must be big-endian, as buffers are by
  /// default.
  public XdrReader(ByteBuffer in) {
    this(in, null);
  }

  /// The same of a buffer in leased memory.
  XdrReader(ByteBuffer in, @Nullable Lease lease) {
    this.in = in;
    this.lease = lease;
  }

  /// Bytes that are left.
  public int remaining() {
    return in.remaining();
  }

  /// `int` or `enum`, 4 bytes.
  public int readInt() {
    need(4);
    return in.getInt();
  }

  /// `unsigned int`, 4 bytes.
  public long readUnsignedInt() {
    return Integer.toUnsignedLong(readInt());
  }

  /// `hyper` or `unsigned hyper`, 8 bytes.
  public long readLong() {
    need(8);
    return in.getLong();
  }

  /// `bool`, 4 bytes; anything but 0 and 1 is refused.
  public boolean readBool() {
    int value = readInt();
    if (value != 0 && value != 1) {
      throw new XdrException("a bool is 0 or 1, not " + value);
    }
    return value == 1;
  }

  /// `opaque<most>` as a copy.
  public byte[] readOpaque(int most) {
    int length = readLength(most);
    byte[] bytes = new byte[length];
    in.get(bytes);
    skipPadding(length);
    return bytes;
  }

  /// `opaque[length]` as a copy.
  public byte[] readFixedOpaque(int length) {
    need((long) length + padding(length));
    byte[] bytes = new byte[length];
    in.get(bytes);
    skipPadding(length);
    return bytes;
  }

  /// `opaque<most>` as a read-only view of the record, without a copy: valid as long as the record
  /// is.
  public ByteBuffer readOpaqueView(int most) {
    int length = readLength(most);
    ByteBuffer view = in.slice(in.position(), length).asReadOnlyBuffer();
    in.position(in.position() + length);
    skipPadding(length);
    return view;
  }

  /// `opaque<most>` as such a view, with the memory that it lies in, which can be exchanged for
  /// other memory: then nothing of the record can be read any more.
  public LeasedBytes readLeased(int most) {
    return new LeasedBytes(readOpaqueView(most), lease);
  }

  /// `string<most>`, its bytes taken as UTF-8.
  public String readString(int most) {
    return new String(readOpaque(most), StandardCharsets.UTF_8);
  }

  /// The number of elements of a variable array: at most `most`, and no more than `least` bytes
  /// each can still follow.
  public int readCount(int most, int least) {
    long count = readUnsignedInt();
    if (count > most || count * least > in.remaining()) {
      throw new XdrException("an array of " + count + " elements, at most " + most + " fit");
    }
    return (int) count;
  }

  private int readLength(int most) {
    long length = readUnsignedInt();
    if (length > most) {
      throw new XdrException(length + " bytes, at most " + most + " are allowed");
    }
    need(length + padding((int) length));
    return (int) length;
  }

  private void skipPadding(int length) {
    in.position(in.position() + padding(length));
  }

  private void need(long bytes) {
    if (in.remaining() < bytes) {
      throw new XdrException(bytes + " bytes expected, " + in.remaining() + " left");
    }
  }

  static int padding(int length) {
    return -length & 3;
  }
}
