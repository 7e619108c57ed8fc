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

  /// Bytes of bodies that are not small.
  @GuardedBy("lock")
  private long underWay;

  /// @param connections requests at once
  LaneWidth(int connections) {
    this.free = connections;
  }

  /// Waits until a request that sends so many bytes may begin, which then says [#leave].
  ///
  /// @return false if it may not within that time
  boolean enter(long bytes, Duration within) throws InterruptedException {
    Waiting waiting = queue(bytes);
    boolean isEntered = false;
    try {
      isEntered = waiting.turn.await(within.toNanos(), TimeUnit.NANOSECONDS);
      return isEntered || !isTakenBack(waiting);
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
      underWay -= large(bytes);
      callNext();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void callNext() {
    boolean isFull = false;
    Iterator<Waiting> each = queue.iterator();
    while (free > 0 && each.hasNext()) {
      Waiting next = each.next();
      if (large(next.bytes) == 0 || (!isFull && pace.hasRoom(next.bytes, underWay))) {
        each.remove();
        free--;
        underWay += large(next.bytes);
        next.turn.countDown();
      } else {
        isFull = true;
      }
    }
  }

  private static long large(long bytes) {
    return bytes > UplinkPace.SMALL ? bytes : 0;
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
  void arrived(long bytes, long nanos) {
    lock.lock();
    try {
      pace.arrived(bytes, nanos, underWay);
    } finally {
      lock.unlock();
    }
  }

  /// A body that has not left yet stood still; see [UplinkPace#stoodStill].
  void stoodStill(long bytes, long beganAt, Duration patience, long now) {
    lock.lock();
    try {
      if (pace.stoodStill(bytes, beganAt, patience, underWay, now)) {
        LOG.info(
            "nothing of what is sent to S3 has moved for {} s: from now on {} KiB at once, until it"
                + " takes them quickly",
            patience.toSeconds(),
            Math.max(bytes, pace.most()) >> 10);
      }
    } finally {
      lock.unlock();
    }
  }
}
