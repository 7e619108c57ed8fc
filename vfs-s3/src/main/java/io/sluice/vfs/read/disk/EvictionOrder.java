package io.sluice.vfs.read.disk;

/// In which order blocks go: S3-FIFO (Yang and others, SOSP 2023). New blocks come into a short
/// queue; those that nobody used until its end go, so that a scan of everything pushes out a tenth
/// of the cache and no more. The others move to the main queue, at whose end the used ones get
/// another round. A block that comes back soon after it went from the short queue was needed, and
/// goes to the main one at once. A use costs no more than counting it.
///
/// For one thread at a time.
final class EvictionOrder {
  /// The short queue has a tenth of the bytes, as its authors advise.
  private static final int SHARE_OF_NEW = 10;

  /// Uses that count; more rounds for a block would keep it long after its time.
  private static final int MOST_USES = 3;

  private static final int USES = 0b011;
  private static final int IN_MAIN = 0b100;

  /// Blocks that are remembered after they went, as 32 bits each: half a megabyte.
  private static final int GHOSTS = 1 << 17;

  private static final class Queue {
    private int oldest = BlockSlots.NONE;
    private int newest = BlockSlots.NONE;
    private long bytes;
  }

  private final BlockSlots table;
  private final Queue fresh = new Queue();
  private final Queue main = new Queue();
  private final int[] ghosts;

  /// @param mostBlocks that there will be
  EvictionOrder(BlockSlots table, int mostBlocks) {
    this.table = table;
    this.ghosts = new int[Math.min(GHOSTS, Integer.highestOneBit(mostBlocks))];
  }

  /// Disk that all blocks take.
  long bytes() {
    return fresh.bytes + main.bytes;
  }

  /// A block came.
  void came(int slot) {
    int print = table.print(slot);
    boolean isGhost = ghosts[print & ghosts.length - 1] == print;
    append(isGhost ? main : fresh, slot);
  }

  /// A block was there already when the cache was opened.
  void restored(int slot) {
    append(main, slot);
  }

  /// Of all blocks of the main queue, this one shall go last.
  void goesLast(int slot) {
    if (table.length(slot) > 0 && queue(slot) == main) {
      unlink(slot);
      append(main, slot);
    }
  }

  /// A block was used.
  void used(int slot) {
    int uses = Math.min(MOST_USES, (table.mark[slot] & USES) + 1);
    table.mark[slot] = (byte) ((table.mark[slot] & ~USES) | uses);
  }

  /// A block goes, for whatever reason.
  void gone(int slot) {
    unlink(slot);
  }

  /// The block that should go next, which stays until [#gone]; `NONE` if there is none.
  int next() {
    while (bytes() > 0) {
      boolean isNew = fresh.bytes > bytes() / SHARE_OF_NEW || main.bytes == 0;
      int slot = isNew ? fresh.oldest : main.oldest;
      int uses = table.mark[slot] & USES;
      if (uses == 0) {
        remember(slot, isNew);
        return slot;
      }
      unlink(slot);
      table.mark[slot] = (byte) (isNew ? 0 : uses - 1);
      append(main, slot);
    }
    return BlockSlots.NONE;
  }

  private void remember(int slot, boolean isNew) {
    if (isNew) {
      int print = table.print(slot);
      ghosts[print & ghosts.length - 1] = print;
    }
  }

  private Queue queue(int slot) {
    return (table.mark[slot] & IN_MAIN) != 0 ? main : fresh;
  }

  private void append(Queue queue, int slot) {
    table.mark[slot] = (byte) ((table.mark[slot] & USES) | (queue == main ? IN_MAIN : 0));
    table.older[slot] = queue.newest;
    table.newer[slot] = BlockSlots.NONE;
    if (queue.newest == BlockSlots.NONE) {
      queue.oldest = slot;
    } else {
      table.newer[queue.newest] = slot;
    }
    queue.newest = slot;
    queue.bytes += BlockFiles.room(table.length(slot));
  }

  private void unlink(int slot) {
    Queue queue = queue(slot);
    int older = table.older[slot];
    int newer = table.newer[slot];
    if (older == BlockSlots.NONE) {
      queue.oldest = newer;
    } else {
      table.newer[older] = newer;
    }
    if (newer == BlockSlots.NONE) {
      queue.newest = older;
    } else {
      table.older[newer] = older;
    }
    queue.bytes -= BlockFiles.room(table.length(slot));
  }
}
