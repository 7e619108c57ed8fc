package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Connections between two requests. The one used last is taken first, so that those that are too
/// many grow old.
final class IdleWires {
  private record Idle(Wire wire, long since) {}

  private final LongSupplier nanoTime;
  private final Duration longest;

  /// The youngest first; guarded by this.
  private final Deque<Idle> idle = new ArrayDeque<>();

  /// Guarded by this.
  private boolean closed;

  /// @param longest until the other side may have closed it
  IdleWires(LongSupplier nanoTime, Duration longest) {
    this.nanoTime = nanoTime;
    this.longest = longest;
  }

  /// One that can be used, null if there is none.
  synchronized @Nullable Wire take() {
    Idle youngest = idle.peekFirst();
    if (youngest == null || isOld(youngest)) {
      return null;
    }
    return idle.removeFirst().wire();
  }

  /// Keeps it for the next request.
  void give(Wire wire) {
    synchronized (this) {
      if (!closed) {
        idle.addFirst(new Idle(wire, nanoTime.getAsLong()));
        return;
      }
    }
    end(List.of(wire));
  }

  /// Closes those that were not used for too long.
  void closeOld() {
    List<Wire> old = new ArrayList<>();
    synchronized (this) {
      while (!idle.isEmpty() && isOld(idle.getLast())) {
        old.add(idle.removeLast().wire());
      }
    }
    end(old);
  }

  /// Closes all, and those that come yet.
  void close() {
    List<Wire> all;
    synchronized (this) {
      closed = true;
      all = idle.stream().map(Idle::wire).toList();
      idle.clear();
    }
    end(all);
  }

  private boolean isOld(Idle one) {
    return nanoTime.getAsLong() - one.since() > longest.toNanos();
  }

  private static void end(List<Wire> wires) {
    for (Wire wire : wires) {
      try {
        wire.close();
      } catch (IOException _) {
        // Closed is closed.
      }
    }
  }
}
