package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.List;

/// The bytes of a request on their way out: a head and the pieces of a body.
final class Outgoing {
  /// The most of one write. A platform thread learns of progress only when a write has ended; more
  /// in one go saves nothing that could be measured.
  private static final int SLICE = 512 << 10;

  /// The most buffers of one write; kernels take up to 1,024.
  private static final int BUFFERS = 64;

  private final ByteBuffer[] buffers;

  /// The first that has bytes left.
  private int first;

  Outgoing(ByteBuffer head, List<ByteBuffer> body) {
    buffers = new ByteBuffer[body.size() + 1];
    buffers[0] = head;
    for (int i = 0; i < body.size(); i++) {
      buffers[i + 1] = body.get(i).duplicate();
    }
    skipEmpty();
  }

  boolean isEmpty() {
    return first == buffers.length;
  }

  /// One write, straight from the buffers.
  void writeTo(GatheringByteChannel channel) throws IOException {
    int end = first;
    long bytes = 0;
    while (end < buffers.length && end - first < BUFFERS && bytes < SLICE) {
      bytes += buffers[end++].remaining();
    }
    ByteBuffer last = buffers[end - 1];
    int limit = last.limit();
    last.limit((int) (limit - Math.max(0, bytes - SLICE)));
    try {
      channel.write(buffers, first, end - first);
    } finally {
      last.limit(limit);
    }
    skipEmpty();
  }

  /// Fills `chunk`.
  ///
  /// @return bytes copied, less than its length only at the end
  int copyTo(byte[] chunk) {
    int copied = 0;
    while (copied < chunk.length && !isEmpty()) {
      ByteBuffer next = buffers[first];
      int count = Math.min(chunk.length - copied, next.remaining());
      next.get(chunk, copied, count);
      copied += count;
      skipEmpty();
    }
    return copied;
  }

  private void skipEmpty() {
    while (first < buffers.length && !buffers[first].hasRemaining()) {
      first++;
    }
  }
}
