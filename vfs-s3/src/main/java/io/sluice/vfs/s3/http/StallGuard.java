package io.sluice.vfs.s3.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Cuts connections on which nothing has moved for too long, since a blocking write knows no
/// timeout. Somebody must call [#cutOverdue] from time to time.
final class StallGuard {
  /// Longer than any process runs, and far from where nanoseconds overflow.
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final LongSupplier nanoTime;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  StallGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Begins to watch a connection while a request is under way on it.
  Watch watch(Closeable wire, Duration patience) {
    Watch watch = new Watch(wire, nanoTime.getAsLong() + patience.toNanos());
    watches.add(watch);
    return watch;
  }

  /// Cuts what is due.
  void cutOverdue() {
    long now = nanoTime.getAsLong();
    for (Watch watch : watches) {
      if (watch.due - now < 0) {
        watch.cut();
      }
    }
  }

  /// Cuts all.
  void cutAll() {
    watches.forEach(Watch::cut);
  }

  /// One connection while it is watched.
  final class Watch implements AutoCloseable {
    private final Closeable wire;

    /// When the connection is to be cut. Written by the request's thread, read by who cuts; either
    /// value of a race is right.
    private volatile long due;

    /// Written by who cuts before the connection is closed, read after the exception of that.
    private volatile boolean cut;

    private Watch(Closeable wire, long due) {
      this.wire = wire;
      this.due = due;
    }

    /// Something moved: so long until the next time.
    void allow(Duration patience) {
      due = nanoTime.getAsLong() + patience.toNanos();
    }

    /// Allows a server so long for each step of a body, and its receiver any time.
    Waiting waiting(Duration patience) {
      return new Waiting() {
        @Override
        public void forServer() {
          allow(patience);
        }

        @Override
        public void forReceiver() {
          allow(FOR_EVER);
        }
      };
    }

    /// Whether the connection was cut here.
    boolean wasCut() {
      return cut;
    }

    private void cut() {
      cut = true;
      try {
        wire.close();
      } catch (IOException _) {
        // Closed is closed.
      }
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
