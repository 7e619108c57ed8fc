package io.sluice.vfs.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The order in which blocks make room: what was read goes first, the longest unused before the
/// others; then what was guessed; then what was fetched ahead of a reader. Pure and not
/// thread-safe: [BlockMemory] locks.
final class BlockOrder {
  /// In the order of their use.
  private final Set<Block> used = new LinkedHashSet<>();

  /// Not asked for yet, of files that nobody has asked for, in the order of their fetching.
  private final Set<Block> guessed = new LinkedHashSet<>();

  /// Not asked for yet, in the order of their fetching.
  private final Set<Block> ahead = new LinkedHashSet<>();

  private long aheadBytes;
  private long wastedBytes;

  /// A reader asks for it.
  void use(Block block) {
    if (block.isAhead) {
      leaveAhead(block);
    } else {
      used.remove(block);
    }
    used.add(block);
  }

  private void leaveAhead(Block block) {
    block.isAhead = false;
    ahead.remove(block);
    guessed.remove(block);
    aheadBytes -= block.length();
  }

  /// It is fetched ahead of a reader, or as a guess.
  void addAhead(Block block, boolean isGuess) {
    block.isAhead = true;
    (isGuess ? guessed : ahead).add(block);
    aheadBytes += block.length();
  }

  /// It goes.
  void forget(Block block) {
    if (block.isAhead) {
      leaveAhead(block);
      wastedBytes += block.filled();
    } else {
      used.remove(block);
    }
  }

  /// Blocks that nobody uses, of about so many bytes.
  List<Block> firstToGo(long bytes) {
    List<Block> first = new ArrayList<>();
    long left = bytes;
    for (Set<Block> kind : List.of(used, guessed, ahead)) {
      for (Block block : kind) {
        if (left <= 0) {
          return first;
        }
        if (block.isIdle()) {
          first.add(block);
          left -= block.length();
        }
      }
    }
    return first;
  }

  /// Bytes on their way, or there, for readers who have not asked yet.
  long aheadBytes() {
    return aheadBytes;
  }

  /// Bytes that were fetched ahead and dropped unread.
  long wastedBytes() {
    return wastedBytes;
  }
}
