package io.sluice.vfs.read;

import com.google.common.util.concurrent.Uninterruptibles;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.read.disk.ObjectVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Who may fetch ahead next: of the objects that wait, the one for which the fewest requests are
/// under way; of several, the one that has waited longest. Requests share the link to S3, so a
/// reader's part of it is the number of his requests, and taking turns by requests would give most
/// to who has most of them in the queue.
final class Turns {
  /// The requests of one object.
  private static final class Line {
    private int underWay;
    private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
  }

  /// Those that have requests; who got a turn last is last.
  @GuardedBy("this")
  private final Map<ObjectVersion, Line> lines = new LinkedHashMap<>();

  @GuardedBy("this")
  private int free;

  /// @param most that have a turn at once
  Turns(int most) {
    free = most;
  }

  /// Waits for a turn, even if interrupted: whoever is told to end does so in his turn.
  void take(ObjectVersion object) {
    Uninterruptibles.awaitUninterruptibly(queue(object));
  }

  /// Stands in the queue; who gets zero has a turn.
  synchronized CountDownLatch queue(ObjectVersion object) {
    CountDownLatch turn = new CountDownLatch(1);
    lines.computeIfAbsent(object, _ -> new Line()).waiting.add(turn);
    callNext();
    return turn;
  }

  /// The request of that turn has ended.
  synchronized void give(ObjectVersion object) {
    free++;
    end(object);
    callNext();
  }

  /// A request that a reader waits for, and that needs no turn.
  synchronized void begin(ObjectVersion object) {
    lines.computeIfAbsent(object, _ -> new Line()).underWay++;
  }

  /// It has ended.
  synchronized void end(ObjectVersion object) {
    Line line = lines.get(object);
    if (line != null) {
      line.underWay--;
      forgetIfDone(object, line);
    }
  }

  @GuardedBy("this")
  private void forgetIfDone(ObjectVersion object, Line line) {
    if (line.underWay == 0 && line.waiting.isEmpty()) {
      lines.remove(object);
    }
  }

  @GuardedBy("this")
  private void callNext() {
    while (free > 0) {
      ObjectVersion next = next();
      if (next == null) {
        return;
      }
      Line line = Objects.requireNonNull(lines.remove(next));
      lines.put(next, line);
      line.underWay++;
      free--;
      line.waiting.remove().countDown();
    }
  }

  @GuardedBy("this")
  private @Nullable ObjectVersion next() {
    ObjectVersion next = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<ObjectVersion, Line> each : lines.entrySet()) {
      Line line = each.getValue();
      if (!line.waiting.isEmpty() && line.underWay < fewest) {
        fewest = line.underWay;
        next = each.getKey();
      }
    }
    return next;
  }
}
