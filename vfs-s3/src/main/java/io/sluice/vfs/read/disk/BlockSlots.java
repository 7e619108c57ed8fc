package io.sluice.vfs.read.disk;

import java.util.Arrays;

/// Which blocks there are: a hash table in arrays, since objects would take three times as much. 43
/// to 45 bytes a slot, and up to half as many slots as blocks are free. Each block has a slot, from
/// its coming to its going; where in the order of eviction it stands is kept here for
/// [EvictionOrder].
///
/// Blocks are chained by version and the MiB in which they begin, so the one that covers an offset
/// is in one of two chains. For one thread at a time.
final class BlockSlots {
  /// No block.
  static final int NONE = -1;

  private static final int FEWEST = 1 << 10;

  /// Blocks are no longer than 1 << this.
  private static final int SHIFT = 20;

  private long[] high = new long[0];
  private long[] low = new long[0];
  private long[] start = new long[0];
  private int[] length = new int[0];

  /// The next one of the chain, or of the free slots.
  private int[] next = new int[0];

  private int[] heads = new int[0];

  /// Neighbours in the order of eviction, and what else is to be known there.
  int[] older = new int[0];

  int[] newer = new int[0];
  byte[] mark = new byte[0];

  private int free = NONE;
  private int size;

  BlockSlots() {
    grow(FEWEST);
  }

  int size() {
    return size;
  }

  /// What is in a slot.
  BlockName name(int slot) {
    return new BlockName(high[slot], low[slot], start[slot], length[slot]);
  }

  int length(int slot) {
    return length[slot];
  }

  /// 32 bits that stand for what is in a slot.
  int print(int slot) {
    long all = (low[slot] ^ start[slot] * 0x9e3779b97f4a7c15L) * 31 + length[slot];
    return (int) (all ^ all >>> 32);
  }

  /// The block itself.
  int find(BlockName name) {
    for (int slot = heads[head(name.low(), name.start())]; slot != NONE; slot = next[slot]) {
      if (isOf(name, slot) && start[slot] == name.start() && length[slot] == name.length()) {
        return slot;
      }
    }
    return NONE;
  }

  /// Of the blocks of the version of `name` that cover its start the one that reaches furthest: a
  /// shorter one, of a read at random, must not hide it.
  int covering(BlockName name) {
    int here = furthest(name, name.start(), NONE);
    boolean isFirst = name.start() >>> SHIFT == 0;
    return isFirst ? here : furthest(name, name.start() - (1 << SHIFT), here);
  }

  private int furthest(BlockName name, long somewhere, int other) {
    long offset = name.start();
    int furthest = other;
    for (int slot = heads[head(name.low(), somewhere)]; slot != NONE; slot = next[slot]) {
      boolean covers = isOf(name, slot) && start[slot] <= offset && end(slot) > offset;
      if (covers && (furthest == NONE || end(slot) > end(furthest))) {
        furthest = slot;
      }
    }
    return furthest;
  }

  private long end(int slot) {
    return start[slot] + length[slot];
  }

  private boolean isOf(BlockName name, int slot) {
    return low[slot] == name.low() && high[slot] == name.high();
  }

  /// Adds one that is not there.
  int add(BlockName name) {
    if (free == NONE) {
      grow(high.length + high.length / 2);
    }
    int slot = free;
    free = next[slot];
    high[slot] = name.high();
    low[slot] = name.low();
    start[slot] = name.start();
    length[slot] = name.length();
    mark[slot] = 0;
    chain(slot);
    size++;
    return slot;
  }

  private void chain(int slot) {
    int head = head(low[slot], start[slot]);
    next[slot] = heads[head];
    heads[head] = slot;
  }

  /// Takes a slot out; another block may get it.
  void remove(int slot) {
    int head = head(low[slot], start[slot]);
    if (heads[head] == slot) {
      heads[head] = next[slot];
    } else {
      int before = heads[head];
      while (next[before] != slot) {
        before = next[before];
      }
      next[before] = next[slot];
    }
    length[slot] = 0;
    next[slot] = free;
    free = slot;
    size--;
  }

  private int head(long lowHash, long at) {
    long mixed = (lowHash + (at >>> SHIFT)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & heads.length - 1;
  }

  private void grow(int slots) {
    int before = high.length;
    high = Arrays.copyOf(high, slots);
    low = Arrays.copyOf(low, slots);
    start = Arrays.copyOf(start, slots);
    length = Arrays.copyOf(length, slots);
    next = Arrays.copyOf(next, slots);
    older = Arrays.copyOf(older, slots);
    newer = Arrays.copyOf(newer, slots);
    mark = Arrays.copyOf(mark, slots);
    heads = new int[Integer.highestOneBit(slots)];
    Arrays.fill(heads, NONE);
    for (int slot = 0; slot < before; slot++) {
      chain(slot);
    }
    for (int slot = slots - 1; slot >= before; slot--) {
      next[slot] = free;
      free = slot;
    }
  }
}
