package io.sluice.server.rpc;

import java.util.concurrent.Semaphore;

/// How many calls of one connection may be under way. Those that hold a payload, in their record or
/// for their reply, are few; a READ waits in a queue until it may be done, so that a LOOKUP behind
/// many of them does not wait for their bytes.
///
/// The connection's reader takes credits; whoever has done the call gives them back.
final class CallCredits {
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

  /// Fair, so that the READ which has waited longest is the next.
  private final Semaphore payloads;

  private final Semaphore small;
  private final Semaphore queue = new Semaphore(RpcLimits.QUEUED_CALLS);

  /// @param payloads calls with a payload that may be done at once
  /// @param small other calls
  CallCredits(int payloads, int small) {
    this.mostPayloads = payloads;
    this.mostSmall = small;
    this.payloads = new Semaphore(payloads, true);
    this.small = new Semaphore(small);
  }

  /// Waits for a credit, or a place in the queue for one.
  ///
  /// @param hasPayload whether the record of the call holds memory of its own, as that of a large
  ///   WRITE does: such calls do not queue
  /// @param givesPayload see [Procedure#givesPayload]
  Credit take(boolean hasPayload, boolean givesPayload) {
    if (!hasPayload && !givesPayload) {
      small.acquireUninterruptibly();
      return new Credit(small, false);
    }
    if (!payloads.hasQueuedThreads() && payloads.tryAcquire()) {
      return new Credit(payloads, false);
    }
    (hasPayload ? payloads : queue).acquireUninterruptibly();
    return new Credit(payloads, !hasPayload);
  }

  /// Whether no call is under way.
  boolean areAllBack() {
    return queue.availablePermits() == RpcLimits.QUEUED_CALLS
        && payloads.availablePermits() == mostPayloads
        && small.availablePermits() == mostSmall;
  }

  /// Waits until no call is under way; none may begin any more.
  void awaitAll() {
    queue.acquireUninterruptibly(RpcLimits.QUEUED_CALLS); // first: who leaves it has a credit
    payloads.acquireUninterruptibly(mostPayloads);
    small.acquireUninterruptibly(mostSmall);
  }
}
