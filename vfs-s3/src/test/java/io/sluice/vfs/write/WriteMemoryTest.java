package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Memory of which all is leased.
final class WriteMemoryTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ArenaSlab slab = new ArenaSlab(Slab.LARGEST_LEASE);
  private final WriteMemory memory = new WriteMemory(slab, () -> false, () -> {}, nanos::get);
  private final Lease all = Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
  private final CountDownLatch broken = new CountDownLatch(1);

  @AfterEach
  void close() {
    all.close();
    slab.close();
  }

  @Test
  void whereNobodyIsGivenMemoryForLongSomeIsMade() throws InterruptedException {
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());

    memory.breakDeadlock(broken::countDown);

    assertThat(broken.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whileSomethingIsBeingSentNobodyIsStuck() throws InterruptedException {
    nanos.addAndGet(Duration.ofMinutes(10).toNanos());

    boolean wasBroken =
        memory.sending(() -> {
          memory.breakDeadlock(broken::countDown);
          return broken.getCount() == 0;
        });

    assertThat(wasBroken).isFalse();
    assertThat(broken.await(100, TimeUnit.MILLISECONDS)).isFalse();
  }
}
