package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AwaitedLeasesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int ALL = Slab.LARGEST_LEASE;

  /// Of one chunk.
  private final ArenaSlab slab = new ArenaSlab(ALL);

  private final AwaitedLeases leases =
      new AwaitedLeases(new WriteMemory(slab, () -> false, () -> {}, () -> 0));

  @AfterEach
  void nothingIsLeft() {
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  /// Somebody else who waits for everything there is.
  private CompletableFuture<@Nullable Lease> another() throws InterruptedException {
    CountDownLatch came = new CountDownLatch(1);
    var another =
        CompletableFuture.supplyAsync(
            () ->
                slab.lease(
                    ALL,
                    LONG,
                    () -> {
                      came.countDown();
                      return true;
                    }),
            Thread::startVirtualThread);
    came.await();
    return another;
  }

  @Test
  void whatWasWaitedForIsNotGivenToOthersWhoWait() throws InterruptedException {
    assertThat(leases.await(ALL, LONG)).isTrue();
    CompletableFuture<@Nullable Lease> other = another();

    Lease its = Objects.requireNonNull(leases.tryLease(ALL));
    assertThat(leases.tryLease(ALL)).isNull();
    assertThat(other).isNotDone();

    its.close();
    Objects.requireNonNull(other.join()).close();
  }

  @Test
  void whatWasWaitedForAndIsNotNeededGoesToOthers() throws InterruptedException {
    assertThat(leases.await(ALL, LONG)).isTrue();
    CompletableFuture<@Nullable Lease> other = another();

    assertThat(leases.tryLease(1)).as("a lease of another size").isNull();
    leases.close();

    Objects.requireNonNull(other.join()).close();
  }

  @Test
  void whoeverWaitsAgainGivesBackWhatHeHad() {
    assertThat(leases.await(ALL, LONG)).isTrue();
    assertThat(leases.await(ALL, LONG)).isTrue();

    Objects.requireNonNull(leases.tryLease(ALL)).close();
  }

  @Test
  void whoeverWaitsInVainHasNothing() {
    Lease all = Objects.requireNonNull(slab.tryLease(ALL));

    assertThat(leases.await(ALL, Duration.ofMillis(1))).isFalse();
    assertThat(leases.tryLease(ALL)).isNull();

    all.close();
  }
}
