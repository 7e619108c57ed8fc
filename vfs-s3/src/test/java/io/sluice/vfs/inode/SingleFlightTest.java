package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SingleFlightTest {
  private final AtomicLong nanos = new AtomicLong();
  private final SingleFlight<String, String> flights = new SingleFlight<>(nanos::get);
  private static final Ttl ONE_SECOND = new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1));

  @Test
  void anInterruptOfTheFirstCallerDoesNotFailTheOthers() throws Exception {
    CountDownLatch isAsking = new CountDownLatch(1);
    Thread first =
        Thread.ofVirtual()
            .start(() -> {
              try {
                flights.once("key", ONE_SECOND, () -> askUntilInterrupted(isAsking));
              } catch (VfsException e) {
                assertThat(e.error()).isEqualTo(VfsError.BUSY);
              }
            });
    isAsking.await();
    FutureTask<String> other =
        new FutureTask<>(() -> flights.once("key", ONE_SECOND, () -> "value").value());
    Thread waiting = Thread.ofPlatform().start(other);
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    first.interrupt();

    assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("value");
  }

  private static String askUntilInterrupted(CountDownLatch isAsking) {
    isAsking.countDown();
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VfsException(VfsError.BUSY, "interrupted", e);
    }
  }
}
