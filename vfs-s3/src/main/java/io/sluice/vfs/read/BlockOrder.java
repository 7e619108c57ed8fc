package io.sluice.vfs.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The order in which blocks make room: what was fetched for readers who left goes first; then what
/// was read, the longest unused before the others; then what was guessed; then what was fetched
/// ahead of a reader. Pure and not thread-safe: [BlockMemory] locks.
final class BlockOrder {
  /// A reader who has not read anything of an object for this long has left, and what was fetched
  /// ahead for him takes no room from others any more: longer than who plays a film waits between
  /// two looks at the file, and so short that who comes next is soon read ahead for.
  static final Duration LEFT = Duration.ofSeconds(30);

  /// In the order of their use.
  private final Set<Block> used = new LinkedHashSet<>();

  /// Not asked for, by readers who have left.
  private final Set<Block> left = new LinkedHashSet<>();

  /// Not asked for yet, of files that nobody has asked for.
  private final AheadBlocks guessed = new AheadBlocks();

  /// Not asked for yet.
  private final AheadBlocks ahead = new AheadBlocks();

  private long aheadBytes;
  private long wastedBytes;

  /// A reader asks for it.
  void use(Block block, long now) {
    if (block.isAhead) {
      leaveAhead(block);
    } else if (!left.remove(block)) {
      used.remove(block);
    }
    used.add(block);
    ahead.see(block.version(), now);
    guessed.see(block.version(), now);
  }

  private void leaveAhead(Block block) {
    block.isAhead = false;
    ahead.remove(block);
    guessed.remove(block);
    aheadBytes -= block.length();
  }

  /// It is fetched ahead of a reader, or as a guess.
  void addAhead(Block block, boolean isGuess, long now) {
    block.isAhead = true;
    (isGuess ? guessed : ahead).add(block, now);
    aheadBytes += block.length();
  }

  /// What has come for readers who have left counts as ahead no more.
  void letLeave(long now) {
    long then = now - LEFT.toNanos();
    for (AheadBlocks kind : List.of(guessed, ahead)) {
      for (Block block : kind.unseenSince(then)) {
        leaveAhead(block);
        left.add(block);
      }
    }
  }

  /// It goes.
  void forget(Block block) {
    if (block.isAhead) {
      leaveAhead(block);
      wastedBytes += block.filled();
    } else if (left.remove(block)) {
      wastedBytes += block.filled();
    } else {
      used.remove(block);
    }
  }

  /// Blocks that nobody uses, of about so many bytes.
  List<Block> firstToGo(long bytes) {
    List<Block> first = new ArrayList<>();
    long lacking = bytes;
    for (Iterable<Block> kind : List.of(left, used, guessed.all(), ahead.all())) {
      for (Block block : kind) {
        if (lacking <= 0) {
          return first;
        }
        if (block.isIdle()) {
          first.add(block);
          lacking -= block.length();
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
