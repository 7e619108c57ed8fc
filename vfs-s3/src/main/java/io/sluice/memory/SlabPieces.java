package io.sluice.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/// Which pieces of the slab are free: whole chunks, and sixteenths of chunks that were cut up. Pure
/// and not thread-safe: [ArenaSlab] locks.
///
/// A chunk holds the largest lease; a sixteenth holds a record of 64 KiB. A chunk that was cut up
/// is whole again as soon as all its sixteenths are back, so small leases cannot eat the large ones
/// up for ever.
final class SlabPieces {
  /// Sixteenths of a chunk.
  static final int PARTS = 16;

  private final int chunks;
  private final Deque<Integer> freeChunks = new ArrayDeque<>();
  private final Deque<Integer> freeParts = new ArrayDeque<>();
  private final int[] partsInUse;
  private int chunksTouched;

  SlabPieces(int chunks) {
    this.chunks = chunks;
    this.partsInUse = new int[chunks];
  }

  /// A free chunk's number, or -1.
  int takeChunk() {
    Integer free = freeChunks.pollLast();
    if (free != null) {
      return free;
    }
    return chunksTouched < chunks ? chunksTouched++ : -1;
  }

  /// A free sixteenth as chunk * 16 + part, or -1.
  int takePart() {
    if (freeParts.isEmpty()) {
      int chunk = takeChunk();
      if (chunk < 0) {
        return -1;
      }
      for (int part = 0; part < PARTS; part++) {
        freeParts.addLast(chunk * PARTS + part);
      }
    }
    int part = freeParts.pollLast();
    partsInUse[part / PARTS]++;
    return part;
  }

  void giveChunk(int chunk) {
    freeChunks.addLast(chunk);
  }

  void givePart(int part) {
    int chunk = part / PARTS;
    freeParts.addLast(part);
    if (--partsInUse[chunk] == 0 && freeParts.size() > PARTS) {
      // others remain for the next small lease; this chunk may serve a large one again
      freeParts.removeIf(free -> free / PARTS == chunk);
      freeChunks.addLast(chunk);
    }
  }

  /// Makes a chunk of the sixteenths that nobody uses, if there is one; for when no whole chunk is
  /// left.
  void reclaim() {
    for (int chunk = 0; chunk < chunksTouched; chunk++) {
      int wanted = chunk;
      if (partsInUse[chunk] == 0 && freeParts.removeIf(free -> free / PARTS == wanted)) {
        freeChunks.addLast(chunk);
      }
    }
  }
}
