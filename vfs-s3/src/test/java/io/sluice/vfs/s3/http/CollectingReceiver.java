package io.sluice.vfs.s3.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Takes so many bytes of any body, in rooms of one size, and keeps them.
final class CollectingReceiver implements BodyReceiver {
  private final long wanted;
  private final int size;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private ByteBuffer room = ByteBuffer.allocate(0);

  CollectingReceiver(long wanted, int size) {
    this.wanted = wanted;
    this.size = size;
  }

  @Override
  public long wanted(HttpAnswer head) {
    return wanted;
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
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  String text() {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
