package io.sluice.it.s3;

import io.sluice.vfs.s3.BodySink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Takes a body in pieces of one size, as memory for blocks is given.
final class Pieces implements BodySink {
  /// How many bytes were handed on each time.
  final List<Integer> came = new ArrayList<>();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int size;
  private ByteBuffer room = ByteBuffer.allocate(0);

  Pieces(int size) {
    this.size = size;
  }

  @Override
  public ByteBuffer room() {
    if (!room.hasRemaining()) {
      room = ByteBuffer.allocateDirect(size);
    }
    return room;
  }

  @Override
  public void came(int count) {
    byte[] piece = new byte[count];
    room.get(room.position() - count, piece);
    bytes.writeBytes(piece);
    came.add(count);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
