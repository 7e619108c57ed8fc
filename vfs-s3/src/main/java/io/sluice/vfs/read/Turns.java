package io.sluice.vfs.read;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.read.disk.ObjectVersion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Who may fetch ahead next: of the objects that wait, the one for which the fewest requests are
/// under way; of several, the one that has waited longest. Requests share the link to S3, so a
/// reader's part of it is the number of his requests, and taking turns by requests would give most
/// to who has most of them in the queue. Of one object what a reader waits for comes first.
///
/// Safe for any number of threads.
///
/// @param <T> what waits for its turn
final class Turns<T extends Turns.Waiting> {
  /// What waits for its turn.
  interface Waiting {
    ObjectVersion version();

    /// Whether a reader waits for it, now.
    boolean isAsked();
  }

  /// The requests of one object.
  private static final class Line<T extends Waiting> {
    private int underWay;
    private final List<T> waiting = new ArrayList<>();

    T removeNext() {
      Iterator<T> each = waiting.iterator();
      while (each.hasNext()) {
        T next = each.next();
        if (next.isAsked()) {
          each.remove();
          return next;
        }
      }
      return waiting.removeFirst();
    }
  }

  /// Those that have requests; who got a turn last is last.
  @GuardedBy("this")
  private final Map<ObjectVersion, Line<T>> lines = new LinkedHashMap<>();

  private final IntSupplier most;

  @GuardedBy("this")
  private int taken;

  @GuardedBy("this")
  private boolean isLeft;

  /// @param most that have a turn at once, now
  Turns(IntSupplier most) {
    this.most = most;
  }

  /// These stand in the queue, in their order.
  ///
  /// @return those whose turn it is now
  synchronized List<T> queue(List<T> more) {
    for (T each : more) {
      line(each.version()).waiting.add(each);
    }
    return next();
  }

  /// A request that had a turn has ended.
  ///
  /// @return those whose turn it is now
  synchronized List<T> give(ObjectVersion object) {
    taken--;
    end(object);
    return next();
  }

  /// A request that a reader waits for, and that needs no turn.
  synchronized void begin(ObjectVersion object) {
    line(object).underWay++;
  }

  /// It has ended.
  synchronized void end(ObjectVersion object) {
    Line<T> line = lines.get(object);
    if (line != null) {
      line.underWay--;
      forgetIfDone(object, line);
    }
  }

  /// Empties the queue: nobody gets a turn any more.
  ///
  /// @return all that waited
  synchronized List<T> leave() {
    isLeft = true;
    List<T> left = new ArrayList<>();
    lines
        .values()
        .forEach(line -> {
          left.addAll(line.waiting);
          line.waiting.clear();
        });
    lines.values().removeIf(line -> line.underWay == 0);
    return left;
  }

  @GuardedBy("this")
  private Line<T> line(ObjectVersion object) {
    return lines.computeIfAbsent(object, _ -> new Line<>());
  }

  @GuardedBy("this")
  private void forgetIfDone(ObjectVersion object, Line<T> line) {
    if (line.underWay == 0 && line.waiting.isEmpty()) {
      lines.remove(object);
    }
  }

  @GuardedBy("this")
  private List<T> next() {
    List<T> next = new ArrayList<>();
    while (!isLeft && taken < most.getAsInt()) {
      ObjectVersion object = nextObject();
      if (object == null) {
        break;
      }
      Line<T> line = Objects.requireNonNull(lines.remove(object));
      lines.put(object, line);
      line.underWay++;
      taken++;
      next.add(line.removeNext());
    }
    return next;
  }

  @GuardedBy("this")
  private @Nullable ObjectVersion nextObject() {
    ObjectVersion next = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<ObjectVersion, Line<T>> each : lines.entrySet()) {
      Line<T> line = each.getValue();
      if (!line.waiting.isEmpty() && line.underWay < fewest) {
        fewest = line.underWay;
        next = each.getKey();
      }
    }
    return next;
  }
}
