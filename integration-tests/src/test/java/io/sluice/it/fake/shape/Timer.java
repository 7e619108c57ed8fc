package io.sluice.it.fake.shape;

import java.util.concurrent.locks.LockSupport;

/// The clock of latencies and bandwidths, and waiting by it.
public interface Timer {
  /// The machine's own.
  Timer SYSTEM =
      new Timer() {
        @Override
        public long now() {
          return System.nanoTime();
        }

        @Override
        public void waitUntil(long deadline) {
          for (long left = deadline - now(); left > 0; left = deadline - now()) {
            if (Thread.currentThread().isInterrupted()) {
              return;
            }
            LockSupport.parkNanos(left);
          }
        }
      };

  /// Nanoseconds from an arbitrary beginning.
  long now();

  /// Returns at `deadline` on the scale of [#now], or when the thread is interrupted.
  void waitUntil(long deadline);
}
