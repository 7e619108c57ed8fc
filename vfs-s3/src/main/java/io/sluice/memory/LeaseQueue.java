package io.sluice.memory;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/// Who waits for a piece of the slab: each piece that comes back goes to who has waited longest of
/// those that it is large enough for. Whoever would let the others wait for one that needs more
/// than there is would let all wait for ever, as the others may have what that one needs. Pure and
/// not thread-safe: [ArenaSlab] locks.
final class LeaseQueue {
  /// In the order in which they came.
  private final SequencedSet<Waiter> waiting = new LinkedHashSet<>();

  /// Somebody who waits, until he has a piece or has left.
  static final class Waiter {
    private static final int NONE = -1;

    private final int order;
    private final Condition sign;
    private int piece = NONE;

    private Waiter(int order, Condition sign) {
      this.order = order;
      this.sign = sign;
    }

    /// Is given when he has a piece, or is the first.
    Condition sign() {
      return sign;
    }

    boolean isServed() {
      return piece != NONE;
    }

    /// The number of his piece.
    int piece() {
      if (!isServed()) {
        throw new IllegalStateException("there is no piece for this one yet");
      }
      return piece;
    }
  }

  /// Stands at the end.
  ///
  /// @param order of the piece that is needed
  Waiter join(int order, Condition sign) {
    Waiter waiter = new Waiter(order, sign);
    waiting.add(waiter);
    return waiter;
  }

  /// Whether this one has waited longest, and looks for what can be reclaimed.
  boolean isFirst(Waiter waiter) {
    return first() == waiter;
  }

  private @Nullable Waiter first() {
    return waiting.isEmpty() ? null : waiting.getFirst();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Stands in the queue no more.
  void leave(Waiter waiter) {
    Waiter first = first();
    waiting.remove(waiter);
    signalAnother(first);
  }

  /// Hands out what is free.
  void serve(SlabPieces pieces) {
    Waiter first = first();
    int tooLarge = SlabPieces.CHUNK + 1;
    for (Iterator<Waiter> each = waiting.iterator(); each.hasNext() && tooLarge > 0; ) {
      Waiter waiter = each.next();
      if (waiter.order < tooLarge) {
        waiter.piece = pieces.take(waiter.order);
        if (waiter.isServed()) {
          each.remove();
          waiter.sign.signal();
        } else {
          tooLarge = waiter.order;
        }
      }
    }
    signalAnother(first);
  }

  private void signalAnother(@Nullable Waiter first) {
    Waiter next = first();
    if (next != null && next != first) {
      next.sign.signal();
    }
  }
}
