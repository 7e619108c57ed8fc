package io.sluice.vfs.s3;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Time and chance as retries see them, so that tests neither wait nor guess.
public interface RetryClock {
  /// The clock of this machine.
  RetryClock SYSTEM =
      new RetryClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
          Thread.sleep(pause);
        }

        @Override
        public double jitter() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /// Nanoseconds from any origin, never backwards.
  long nanoTime();

  /// Waits.
  void sleep(Duration pause) throws InterruptedException;

  /// 0 to 1, evenly distributed.
  double jitter();
}
