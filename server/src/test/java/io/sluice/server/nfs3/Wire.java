package io.sluice.server.nfs3;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a value looks like on the wire.
final class Wire {
  private static final int ROOM = 1 << 20;

  private Wire() {}

  /// The bytes that are written, ready to be read.
  static ByteBuffer written(Consumer<XdrWriter> value) {
    ByteBuffer buffer = ByteBuffer.allocate(ROOM);
    value.accept(new XdrWriter(buffer));
    return buffer.flip();
  }

  static int size(Consumer<XdrWriter> value) {
    return written(value).remaining();
  }

  /// What is read from all of the bytes.
  static <T> T read(ByteBuffer bytes, Function<XdrReader, T> reading) {
    T value = reading.apply(new XdrReader(bytes));
    if (bytes.hasRemaining()) {
      throw new AssertionError(bytes.remaining() + " bytes were not read");
    }
    return value;
  }

  static ByteBuffer ints(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.flip();
  }
}
