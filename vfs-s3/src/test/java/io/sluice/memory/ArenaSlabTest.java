package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArenaSlabTest {
  @ParameterizedTest
  @CsvSource({"1, Linux", "2, Linux", "3, Mac OS X", "4, Windows 11"})
  void leasesNeverShareBytesAndTheBudgetHolds(long seed, String system) {
    Random random = new Random(seed);
    try (ArenaSlab slab = new ArenaSlab(8L * Slab.LARGEST_LEASE, system)) {
      Map<Lease, Byte> live = new HashMap<>();
      for (int step = 0; step < 5_000; step++) {
        if (random.nextInt(5) < 3) {
          Lease lease = slab.tryLease(1 + random.nextInt(1 << random.nextInt(21)));
          if (lease != null) {
            live.put(lease, mark(lease, (byte) random.nextInt()));
          }
        } else if (!live.isEmpty()) {
          Lease one =
              live.keySet().stream().skip(random.nextInt(live.size())).findFirst().orElseThrow();
          assertMarked(one, Objects.requireNonNull(live.remove(one)));
          one.close();
        }
        assertThat(slab.leased()).isLessThanOrEqualTo(slab.budget());
      }
      live.keySet().forEach(Lease::close);
      assertThat(slab.leased()).isZero();
    }
  }

  /// Marks both ends, which is where neighbours would meet.
  private static byte mark(Lease lease, byte mark) {
    lease.buffer().put(0, mark);
    lease.buffer().put(lease.buffer().limit() - 1, mark);
    return mark;
  }

  private static void assertMarked(Lease lease, byte mark) {
    assertThat(lease.buffer().get(0)).isEqualTo(mark);
    assertThat(lease.buffer().get(lease.buffer().limit() - 1)).isEqualTo(mark);
  }

  @Test
  void aFullSlabGivesNothingUntilALeaseComesBack() {
    try (ArenaSlab slab = new ArenaSlab(Slab.LARGEST_LEASE)) {
      Lease only = Objects.requireNonNull(slab.lease(Slab.LARGEST_LEASE, Duration.ZERO));
      assertThat(slab.tryLease(1)).isNull();
      assertThat(slab.lease(1, Duration.ofMillis(1))).isNull();

      CompletableFuture<@Nullable Lease> waiter =
          CompletableFuture.supplyAsync(() -> slab.lease(1, Duration.ofMinutes(1)));
      only.close();

      Objects.requireNonNull(waiter.join()).close();
      assertThat(slab.leased()).isZero();
    }
  }

  @Test
  void whoWaitsKeepsItsPlaceWhileItIsAskedWhetherItStillWants() throws InterruptedException {
    try (ArenaSlab slab = new ArenaSlab(Slab.LARGEST_LEASE)) {
      Lease only = Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
      CountDownLatch asked = new CountDownLatch(3);
      CompletableFuture<@Nullable Lease> first = whole(slab, Duration.ofMillis(1), asked);
      asked.await();
      CountDownLatch came = new CountDownLatch(1);
      CompletableFuture<@Nullable Lease> second = whole(slab, Duration.ofMinutes(1), came);
      came.await();
      only.close();

      Lease its = Objects.requireNonNull(first.join());
      assertThat(second).isNotDone();
      its.close();
      Objects.requireNonNull(second.join()).close();
      assertThat(slab.leased()).isZero();
    }
  }

  /// Waits for a whole chunk, and counts how often it is asked whether it still does.
  private static CompletableFuture<@Nullable Lease> whole(
      ArenaSlab slab, Duration look, CountDownLatch asked) {
    return CompletableFuture.supplyAsync(
        () ->
            slab.lease(
                Slab.LARGEST_LEASE,
                look,
                () -> {
                  asked.countDown();
                  return true;
                }),
        Thread::startVirtualThread);
  }

  @Test
  void whoIsNotToWaitAnyMoreLeavesWithoutALease() {
    try (ArenaSlab slab = new ArenaSlab(Slab.LARGEST_LEASE)) {
      Lease only = Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
      AtomicInteger asked = new AtomicInteger();

      assertThat(slab.lease(1, Duration.ofMillis(1), () -> asked.incrementAndGet() < 3)).isNull();
      assertThatThrownBy(() -> slab.lease(1, Duration.ofMillis(1), this::fail))
          .isInstanceOf(IllegalStateException.class);

      only.close();
      Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE)).close();
      assertThat(slab.leased()).isZero();
    }
  }

  private boolean fail() {
    throw new IllegalStateException("cannot tell");
  }

  @Test
  void theFirstWhoWaitsLooksForWhatCanBeReclaimed() {
    try (ArenaSlab slab = new ArenaSlab(Slab.LARGEST_LEASE)) {
      Lease only = Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
      AtomicInteger looks = new AtomicInteger();
      slab.reclaimFrom(_ -> {
        boolean isLet = looks.incrementAndGet() == 5;
        if (isLet) {
          only.close();
        }
        return isLet;
      });

      Objects.requireNonNull(slab.lease(Slab.LARGEST_LEASE, Duration.ofMinutes(1))).close();
      assertThat(looks).hasValue(5);
    }
  }

  @Test
  void smallLeasesGiveTheirChunkBackForALargeOne() {
    try (ArenaSlab slab = new ArenaSlab(2L * Slab.LARGEST_LEASE)) {
      List<Lease> small = new ArrayList<>();
      for (Lease lease = slab.tryLease(100); lease != null; lease = slab.tryLease(100)) {
        small.add(lease);
      }
      assertThat(small).hasSize(512);
      small.forEach(Lease::close);

      Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
      Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
      assertThat(slab.leased()).isEqualTo(2L * Slab.LARGEST_LEASE);
    }
  }

  @Test
  void aLeaseTakesLessThanTwiceItsBytes() {
    try (ArenaSlab slab = new ArenaSlab(2L * Slab.LARGEST_LEASE)) {
      for (int size = 4 << 10; size <= Slab.LARGEST_LEASE; size += 1 + size / 7) {
        Lease lease = Objects.requireNonNull(slab.tryLease(size));
        assertThat(slab.leased()).isBetween((long) size, 2L * size);
        lease.close();
      }
    }
  }

  @Test
  void smallLeasesThatStayDoNotCutUpWhatIsWhole() {
    try (ArenaSlab slab = new ArenaSlab(2L * Slab.LARGEST_LEASE)) {
      List<Lease> small = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        small.add(Objects.requireNonNull(slab.tryLease(1 + i * 4096)));
      }
      Lease large = Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE));
      assertThat(slab.tryLease(Slab.LARGEST_LEASE)).isNull();
      small.forEach(Lease::close);
      Objects.requireNonNull(slab.tryLease(Slab.LARGEST_LEASE)).close();
      large.close();
      assertThat(slab.leased()).isZero();
    }
  }

  @Test
  void leasesOfTwoSlabsExchangeTheirMemory() {
    try (ArenaSlab one = new ArenaSlab(2L * Slab.LARGEST_LEASE);
        ArenaSlab two = new ArenaSlab(Slab.LARGEST_LEASE)) {
      Lease kept = Objects.requireNonNull(one.tryLease(1 << 20));
      Lease record = Objects.requireNonNull(two.tryLease((1 << 20) + 200));
      mark(kept, (byte) 1);
      ByteBuffer bytes = record.buffer().slice(140, 1 << 20);
      bytes.put(0, (byte) 2).put(bytes.limit() - 1, (byte) 3);

      assertThat(kept.exchange(record, bytes.asReadOnlyBuffer())).isTrue();
      assertThat(kept.buffer().capacity()).isEqualTo(1 << 20);
      assertThat(kept.buffer().get(0)).isEqualTo((byte) 2);
      assertThat(kept.buffer().get((1 << 20) - 1)).isEqualTo((byte) 3);
      assertThat(record.buffer().capacity()).isEqualTo((1 << 20) + 200);
      assertThat(record.buffer().get(0)).isEqualTo((byte) 1);
      assertThat(List.of(one.leased(), two.leased())).containsOnly((long) Slab.LARGEST_LEASE);

      record.close();
      mark(Objects.requireNonNull(two.tryLease(Slab.LARGEST_LEASE)), (byte) 4);
      assertThat(kept.buffer().get(0)).isEqualTo((byte) 2);
      kept.close();
      mark(Objects.requireNonNull(one.tryLease(Slab.LARGEST_LEASE)), (byte) 5);
      mark(Objects.requireNonNull(one.tryLease(Slab.LARGEST_LEASE)), (byte) 6);
    }
  }

  @Test
  void partsOfChunksAndBytesOfOthersAreNotExchanged() {
    try (ArenaSlab slab = new ArenaSlab(4L * Slab.LARGEST_LEASE)) {
      Lease whole = Objects.requireNonNull(slab.tryLease(1 << 20));
      Lease other = Objects.requireNonNull(slab.tryLease(1 << 20));
      Lease half = Objects.requireNonNull(slab.tryLease(1 << 19));

      assertThat(whole.exchange(half, half.buffer())).isFalse();
      assertThat(half.exchange(whole, whole.buffer())).isFalse();
      assertThatThrownBy(() -> whole.exchange(other, half.buffer()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bytesThatWereExchangedStayUntilTheirLeaseIsClosed(long seed) {
    Random random = new Random(seed);
    try (ArenaSlab kept = new ArenaSlab(6L * Slab.LARGEST_LEASE);
        ArenaSlab records = new ArenaSlab(2L * Slab.LARGEST_LEASE)) {
      Map<Lease, Byte> live = new HashMap<>();
      for (int step = 0; step < 2_000; step++) {
        Lease lease = random.nextBoolean() ? kept.tryLease(1 << 20) : null;
        Lease record = records.tryLease((1 << 20) + 5_000);
        if (lease != null && record != null) {
          int from = random.nextInt(5_000);
          ByteBuffer bytes = record.buffer().slice(from, 1 << 20);
          byte mark = (byte) random.nextInt();
          bytes.put(0, mark).put(bytes.limit() - 1, mark);
          assertThat(lease.exchange(record, bytes)).isTrue();
          mark(record, (byte) 0);
          live.put(lease, mark);
        } else if (!live.isEmpty()) {
          Lease one =
              live.keySet().stream().skip(random.nextInt(live.size())).findFirst().orElseThrow();
          assertMarked(one, Objects.requireNonNull(live.remove(one)));
          one.close();
        }
        if (record != null) {
          record.close();
        }
      }
      live.forEach(ArenaSlabTest::assertMarked);
    }
  }

  @Test
  void closingTwiceGivesTheMemoryBackOnce() {
    try (ArenaSlab slab = new ArenaSlab(Slab.LARGEST_LEASE)) {
      Lease lease = Objects.requireNonNull(slab.tryLease(10));
      lease.close();
      lease.close();

      assertThat(slab.leased()).isZero();
    }
  }
}
