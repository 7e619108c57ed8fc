package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes RFC 4506 values into a buffer of fixed size. One payload may follow the values without a
/// copy: it must be the last thing written.
public final class XdrWriter {
  private final ByteBuffer out;
  private @Nullable Lease payload;

  /// Writes from the position of `out` on; `out` must be big-endian, as buffers are by default.
  public XdrWriter(ByteBuffer out) {
    this.out = out;
  }

  /// Where the next value goes, for accounts of size.
  public int position() {
    return out.position();
  }

  /// `int`, `unsigned int` or `enum`.
  public XdrWriter writeInt(int value) {
    out.putInt(value);
    return this;
  }

  /// `hyper` or `unsigned hyper`.
  public XdrWriter writeLong(long value) {
    out.putLong(value);
    return this;
  }

  /// `bool`.
  public XdrWriter writeBool(boolean value) {
    return writeInt(value ? 1 : 0);
  }

  /// `opaque<>`.
  public XdrWriter writeOpaque(byte[] bytes) {
    return writeInt(bytes.length).writeFixedOpaque(bytes);
  }

  /// `opaque[n]`.
  public XdrWriter writeFixedOpaque(byte[] bytes) {
    out.put(bytes);
    return writePadding(bytes.length);
  }

  /// `string<>` in UTF-8.
  public XdrWriter writeString(String text) {
    return writeOpaque(text.getBytes(StandardCharsets.UTF_8));
  }

  /// `opaque<>` whose bytes stand between the position and the limit of the lease's buffer and go
  /// to the socket from there. The writer owns the lease from now on. Nothing may be written
  /// afterwards.
  public void writePayload(Lease lease) {
    writeInt(lease.buffer().remaining());
    payload = lease;
  }

  /// The payload that follows the values, and which the caller now owns; null if there is none.
  @Nullable Lease takePayload() {
    Lease taken = payload;
    payload = null;
    return taken;
  }

  /// Bytes that are encoded already.
  void writeRaw(ByteBuffer bytes) {
    out.put(bytes);
  }

  private XdrWriter writePadding(int length) {
    for (int i = XdrReader.padding(length); i > 0; i--) {
      out.put((byte) 0);
    }
    return this;
  }
}
