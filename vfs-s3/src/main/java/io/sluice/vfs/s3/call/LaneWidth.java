package io.sluice.vfs.s3.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of one kind that are under way: as many as there are connections, and as many bytes
/// as the network takes. In the order of arrival, as any other leaves someone waiting until the
/// timeout; but small bodies go before large ones that the network has no room for.
///
/// Safe for any number of threads.
final class LaneWidth {
  private static final Logger LOG = LoggerFactory.getLogger(LaneWidth.class);

  /// Who waits.
  private record Waiting(long bytes, CountDownLatch turn) {}

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Deque<Waiting> queue = new ArrayDeque<>();

  @GuardedBy("lock")
  private final UplinkPace pace = new UplinkPace();

  @GuardedBy("lock")
  private int free;

  @GuardedBy("lock")
  private long largeUnderWay;

  @GuardedBy("lock")
  private long smallUnderWay;

  /// @param connections requests at once
  LaneWidth(int connections) {
    this.free = connections;
  }

  /// Waits until a request that sends so many bytes may begin, which then says [#leave].
  ///
  /// @return false if it may not within that time
  boolean enter(long bytes, Duration within) throws InterruptedException {
    Waiting waiting = queue(bytes);
    try {
      boolean isCalled = waiting.turn.await(within.toNanos(), TimeUnit.NANOSECONDS);
      return isCalled || !isTakenBack(waiting);
    } catch (InterruptedException e) {
      if (!isTakenBack(waiting)) {
        leave(bytes);
      }
      throw e;
    }
  }

  private Waiting queue(long bytes) {
    lock.lock();
    try {
      Waiting waiting = new Waiting(bytes, new CountDownLatch(1));
      queue.add(waiting);
      callNext();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private boolean isTakenBack(Waiting waiting) {
    lock.lock();
    try {
      boolean wasWaiting = queue.remove(waiting);
      callNext();
      return wasWaiting;
    } finally {
      lock.unlock();
    }
  }

  /// The request has ended.
  void leave(long bytes) {
    lock.lock();
    try {
      free++;
      add(-1, bytes);
      callNext();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void callNext() {
    boolean isFullOfLarge = false;
    boolean isFullOfSmall = false;
    Iterator<Waiting> each = queue.iterator();
    while (free > 0 && each.hasNext()) {
      Waiting next = each.next();
      boolean isLarge = next.bytes > UplinkPace.SMALL;
      boolean isFull = isLarge ? isFullOfLarge : isFullOfSmall;
      if (!isFull && pace.hasRoom(next.bytes, isLarge ? largeUnderWay : smallUnderWay)) {
        each.remove();
        free--;
        add(1, next.bytes);
        next.turn.countDown();
      } else {
        isFullOfLarge |= isLarge;
        isFullOfSmall |= !isLarge;
      }
    }
  }

  @GuardedBy("lock")
  private void add(int sign, long bytes) {
    if (bytes > UplinkPace.SMALL) {
      largeUnderWay += sign * bytes;
    } else {
      smallUnderWay += sign * bytes;
    }
  }

  /// See [UplinkPace#patience].
  Duration patience(long bytes) {
    lock.lock();
    try {
      return pace.patience(bytes);
    } finally {
      lock.unlock();
    }
  }

  /// A body arrived; see [UplinkPace#arrived].
  void arrived(long bytes, long nanos, long now) {
    lock.lock();
    try {
      pace.arrived(bytes, nanos, largeUnderWay, now);
    } finally {
      lock.unlock();
    }
  }

  /// A body that has not left yet stood still; see [UplinkPace#stoodStill].
  void stoodStill(long bytes, long beganAt, Duration patience, long now) {
    lock.lock();
    try {
      if (pace.stoodStill(bytes, beganAt, patience, largeUnderWay, now)) {
        LOG.info(
            "nothing of {} bytes that are sent to S3 has moved for {} s: fewer are sent at once"
                + " now, until it takes them quickly",
            bytes,
            patience.toSeconds());
      }
    } finally {
      lock.unlock();
    }
  }
}
