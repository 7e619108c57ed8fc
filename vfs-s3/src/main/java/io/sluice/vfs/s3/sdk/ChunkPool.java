package io.sluice.vfs.s3.sdk;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Small pieces of heap between a socket and a buffer, used again and again. Never more of them
/// than bodies are read at once: 128 by one connection, 8 MiB.
final class ChunkPool {
  /// What a socket has at hand at once on a fast link; larger ones gained nothing.
  private static final int BYTES = 64 << 10;

  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();

  byte[] take() {
    byte @Nullable [] chunk = free.poll();
    return chunk == null ? new byte[BYTES] : chunk;
  }

  void give(byte[] chunk) {
    free.add(chunk);
  }
}
