package io.sluice.server.rpc;

import java.util.concurrent.Semaphore;

/// How many calls of one connection may be under way. Those that hold a payload, in their record or
/// for their reply, are few; a READ waits in a queue until it may be done, so that a LOOKUP behind
/// many of them does not wait for their bytes.
///
/// The connection's reader takes credits; whoever has done the call gives them back.
final class CallCredits {
  /// What a call holds while it waits.
  enum Load {
    /// Nothing but a record that was read in place.
    SMALL,
    /// A payload in its record, as a large WRITE.
    RECORD,
    /// Soon a payload for its reply, as a READ; see [Procedure#givesPayload].
    REPLY
  }

  /// The right to do one call.
  final class Credit {
    private final Semaphore from;
    private final boolean isQueued;

    private Credit(Semaphore from, boolean isQueued) {
      this.from = from;
      this.isQueued = isQueued;
    }

    /// Waits until the call may be done.
    void await() {
      if (isQueued) {
        from.acquireUninterruptibly();
        queue.release();
      }
    }

    /// Whether the call had, or has, to wait.
    boolean isQueued() {
      return isQueued;
    }

    /// The call is done; [#await] was called before.
    void giveBack() {
      from.release();
    }
  }

  private final int mostPayloads;
  private final int mostSmall;
  private final Semaphore small;
  private final Semaphore records;

  /// Fair, so that the READ which has waited longest is the next.
  private final Semaphore replies;

  private final Semaphore queue = new Semaphore(RpcLimits.QUEUED_CALLS);

  /// @param payloads calls with a payload of either kind that may be done at once
  /// @param small other calls
  CallCredits(int payloads, int small) {
    this.mostPayloads = payloads;
    this.mostSmall = small;
    this.small = new Semaphore(small);
    this.records = new Semaphore(payloads);
    this.replies = new Semaphore(payloads, true);
  }

  /// Waits for a credit, or a place in the queue for one.
  ///
  /// @param mayQueue whether the call has a record that can wait
  Credit take(Load load, boolean mayQueue) {
    return switch (load) {
      case SMALL -> taken(small);
      case RECORD -> taken(records);
      case REPLY -> {
        if (!mayQueue) {
          yield taken(replies);
        }
        if (!replies.hasQueuedThreads() && replies.tryAcquire()) {
          yield new Credit(replies, false);
        }
        queue.acquireUninterruptibly();
        yield new Credit(replies, true);
      }
    };
  }

  private Credit taken(Semaphore from) {
    from.acquireUninterruptibly();
    return new Credit(from, false);
  }

  /// Whether no call is under way.
  boolean areAllBack() {
    return queue.availablePermits() == RpcLimits.QUEUED_CALLS
        && replies.availablePermits() == mostPayloads
        && records.availablePermits() == mostPayloads
        && small.availablePermits() == mostSmall;
  }

  /// Waits until no call is under way; none may begin any more.
  void awaitAll() {
    queue.acquireUninterruptibly(RpcLimits.QUEUED_CALLS); // first: who leaves it has a credit
    replies.acquireUninterruptibly(mostPayloads);
    records.acquireUninterruptibly(mostPayloads);
    small.acquireUninterruptibly(mostSmall);
  }
}
