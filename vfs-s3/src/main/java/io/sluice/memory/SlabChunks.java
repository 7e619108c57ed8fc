package io.sluice.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The chunks of the slab, side by side in [HugePages], or where there are none made one by one.
/// Not thread-safe: [ArenaSlab] locks.
final class SlabChunks {
  /// Of memory of its own, so that no two chunks share a page.
  private static final int ALIGNMENT = 4096;

  private final Arena arena;

  /// Null: chunks are made one by one.
  private final @Nullable MemorySegment whole;

  private final @Nullable ByteBuffer[] chunks;

  /// @param arena gives the memory back when it is closed
  /// @param system as `os.name` says it
  SlabChunks(int count, Arena arena, String system) {
    this.arena = arena;
    this.whole = HugePages.map((long) count * Slab.LARGEST_LEASE, arena, system);
    this.chunks = new ByteBuffer[count];
  }

  ByteBuffer chunk(int number) {
    ByteBuffer chunk = chunks[number];
    if (chunk == null) {
      chunk = memory(number).asByteBuffer();
      chunks[number] = chunk;
    }
    return chunk;
  }

  private MemorySegment memory(int number) {
    return whole == null
        ? arena.allocate(Slab.LARGEST_LEASE, ALIGNMENT)
        : whole.asSlice((long) number * Slab.LARGEST_LEASE, Slab.LARGEST_LEASE);
  }

  /// Other memory takes the place of a chunk.
  void place(int number, ByteBuffer chunk) {
    chunks[number] = chunk;
  }
}
