package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeaseQueueTest {
  private static final int LARGE = SlabPieces.CHUNK;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sign = lock.newCondition();
  private final LeaseQueue queue = new LeaseQueue();

  /// One chunk, of which nothing is free.
  private final SlabPieces pieces = new SlabPieces(1);

  private final int all = pieces.take(LARGE);

  /// As the conditions want it.
  @BeforeEach
  void lockForSigns() {
    lock.lock();
  }

  private LeaseQueue.Waiter join(int order) {
    return queue.join(order, sign);
  }

  @Test
  void whoHasWaitedLongestIsServedFirst() {
    LeaseQueue.Waiter first = join(LARGE);
    LeaseQueue.Waiter second = join(LARGE);

    queue.serve(pieces);
    assertThat(first.isServed()).isFalse();
    pieces.give(all, LARGE);
    queue.serve(pieces);

    assertThat(first.isServed()).isTrue();
    assertThat(second.isServed()).isFalse();
    pieces.give(first.piece(), LARGE);
    queue.serve(pieces);
    assertThat(second.isServed()).isTrue();
  }

  @Test
  void whatIsTooSmallForTheFirstGoesToWhoNeedsLess() {
    LeaseQueue.Waiter large = join(LARGE);
    LeaseQueue.Waiter half = join(LARGE - 1);
    LeaseQueue.Waiter otherHalf = join(LARGE - 1);
    LeaseQueue.Waiter least = join(0);

    pieces.give(all, LARGE);
    assertThat(pieces.take(LARGE - 1)).isNotNegative();
    queue.serve(pieces);

    assertThat(large.isServed()).isFalse();
    assertThat(half.isServed()).isTrue();
    assertThat(otherHalf.isServed()).isFalse();
    assertThat(least.isServed()).isFalse();
    pieces.give(half.piece(), LARGE - 1);
    queue.serve(pieces);
    assertThat(otherHalf.isServed()).isTrue();
  }

  @Test
  void theFirstIsWhoWaitsLongestAndHasNothingYet() {
    LeaseQueue.Waiter first = join(LARGE);
    LeaseQueue.Waiter second = join(LARGE);
    LeaseQueue.Waiter third = join(LARGE);
    assertThat(queue.isFirst(first)).isTrue();

    pieces.give(all, LARGE);
    queue.serve(pieces);
    assertThat(queue.isFirst(first)).isFalse();
    assertThat(queue.isFirst(second)).isTrue();

    queue.leave(second);
    assertThat(queue.isFirst(third)).isTrue();
  }

  @Test
  void whoHasLeftGetsNothing() {
    LeaseQueue.Waiter first = join(LARGE);
    LeaseQueue.Waiter second = join(LARGE);
    queue.leave(first);

    pieces.give(all, LARGE);
    queue.serve(pieces);

    assertThat(first.isServed()).isFalse();
    assertThat(second.isServed()).isTrue();
  }
}
