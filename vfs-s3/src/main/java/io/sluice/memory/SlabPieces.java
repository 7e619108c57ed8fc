package io.sluice.memory;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Which pieces of the slab are free: chunks, and halves of them, halves of halves and so on down
/// to the [#PIECES]th part of one (a buddy allocator). Pure and not thread-safe: [ArenaSlab] locks.
///
/// A piece of order 0 is the smallest, each order is twice as large, and [#CHUNK] is a whole chunk.
/// Pieces are numbered in units of the smallest. What is asked for is cut from the smallest free
/// piece that has room, as far to the front as possible, so that chunks at the end stay whole; two
/// halves that are free are one piece again.
final class SlabPieces {
  /// The order of a whole chunk.
  static final int CHUNK = 8;

  /// The smallest pieces of a chunk.
  static final int PIECES = 1 << CHUNK;

  /// In a tree: nothing below is free.
  private static final byte FULL = -1;

  /// By order: chunks whose largest free piece is of this order.
  private final BitSet[] byLargest = new BitSet[CHUNK + 1];

  /// For each chunk that was ever cut, a binary tree whose root is at 1 and whose leaves are the
  /// smallest pieces: the order of the largest free piece below each node.
  private final byte[] @Nullable [] trees;

  /// @param chunks how many there are
  SlabPieces(int chunks) {
    this.trees = new byte[chunks][];
    for (int order = 0; order <= CHUNK; order++) {
      byLargest[order] = new BitSet();
    }
    byLargest[CHUNK].set(0, chunks);
  }

  /// The order of the smallest pieces of at least so many bytes.
  ///
  /// @param smallest bytes of a piece of order 0
  static int order(int bytes, int smallest) {
    int pieces = (bytes + smallest - 1) / smallest;
    return Integer.SIZE - Integer.numberOfLeadingZeros(pieces - 1);
  }

  /// Takes a piece of this order: its number, or -1.
  int take(int order) {
    for (int larger = order; larger <= CHUNK; larger++) {
      int chunk = byLargest[larger].nextSetBit(0);
      if (chunk >= 0) {
        return chunk * PIECES + takeFrom(chunk, order);
      }
    }
    return -1;
  }

  private int takeFrom(int chunk, int order) {
    byte[] tree = tree(chunk);
    byLargest[tree[1]].clear(chunk);
    int node = 1;
    for (int at = CHUNK; at > order; at--) {
      if (tree[node] == at) {
        tree[2 * node] = (byte) (at - 1); // it was whole: what is below it may be outdated
        tree[2 * node + 1] = (byte) (at - 1);
      }
      node = fits(tree[2 * node], tree[2 * node + 1], order) ? 2 * node : 2 * node + 1;
    }
    int piece = (node << order) - PIECES;
    tree[node] = FULL;
    rise(tree, node, order);
    remember(chunk, tree[1]);
    return piece;
  }

  /// Whether the left half is the better place: the one whose largest piece is smaller, if that has
  /// room.
  private static boolean fits(byte left, byte right, int order) {
    return left >= order && (right < order || left <= right);
  }

  /// Gives a piece back.
  void give(int number, int order) {
    int chunk = number / PIECES;
    byte[] tree = tree(chunk);
    if (tree[1] != FULL) {
      byLargest[tree[1]].clear(chunk);
    }
    int node = (number % PIECES + PIECES) >> order;
    tree[node] = (byte) order;
    rise(tree, node, order);
    remember(chunk, tree[1]);
  }

  /// Tells the nodes above what changed below them.
  private static void rise(byte[] tree, int from, int order) {
    int half = order;
    for (int node = from / 2; node > 0; node /= 2) {
      byte left = tree[2 * node];
      byte right = tree[2 * node + 1];
      boolean isWhole = left == half && right == half;
      tree[node] = isWhole ? (byte) (half + 1) : (byte) Math.max(left, right);
      half++;
    }
  }

  private void remember(int chunk, byte largest) {
    if (largest != FULL) {
      byLargest[largest].set(chunk);
    }
  }

  private byte[] tree(int chunk) {
    byte[] tree = trees[chunk];
    if (tree == null) {
      tree = new byte[2 * PIECES];
      tree[1] = CHUNK;
      trees[chunk] = tree;
    }
    return tree;
  }
}
