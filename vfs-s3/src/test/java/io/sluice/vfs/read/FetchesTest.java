package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.vfs.FileId;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many requests are under way at once: S3 answers none before it is let.
@Timeout(60)
final class FetchesTest {
  private static final int MIB = 1 << 20;
  private static final int BLOCKS = 8;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final long MILLI = 1_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final Pace pace = new Pace(nanos::get);
  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final Slab slab = new ArenaSlab(16L * Slab.LARGEST_LEASE);
  private final BlockMemory memory = new BlockMemory(slab, nanos::get);
  private final Fetches fetches =
      new Fetches(store, new VersionIds(), new Blocks(memory, null), pace);
  private final ObjectVersion version =
      new ObjectVersion("bucket", new ObjectKey("key"), new ETag("\"1\""));
  private final Wanted wanted =
      new Wanted(new FileId(FileId.SMALLEST), version, (long) BLOCKS * MIB);
  private final Semaphore asked = new Semaphore(0);
  private final CountDownLatch answers = new CountDownLatch(1);

  @BeforeEach
  void holdAnswers() {
    store.put("key", "x".repeat(BLOCKS * MIB));
    store.beforeGet =
        request -> {
          asked.release();
          try {
            answers.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
  }

  @AfterEach
  void everyLeaseCameBack() {
    fetches.close();
    memory.close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  /// What readers ask for, MiB by MiB.
  private List<BlockMemory.Claim> readAll() {
    List<BlockMemory.Claim> claims =
        IntStream.range(0, BLOCKS)
            .mapToObj(i -> memory.claim(version, (long) i * MIB, (i + 1L) * MIB))
            .toList();
    claims.forEach(claim -> fetches.fetch(wanted, claim.made()));
    return claims;
  }

  @Test
  void c2_overASlowNetworkWhatReadersWaitForComesOneAfterTheOther() throws InterruptedException {
    pace.took(MIB, 30 * MILLI, 8700 * MILLI); // 1 Mbit/s

    List<BlockMemory.Claim> claims = readAll();

    assertThat(asked.tryAcquire(pace.requests(48), 30, TimeUnit.SECONDS)).isTrue();
    assertThat(pace.requests(48)).isLessThan(BLOCKS);
    assertThat(asked.tryAcquire(1, 200, TimeUnit.MILLISECONDS)).isFalse();
    answers.countDown();
    for (BlockMemory.Claim claim : claims) {
      Block block = claim.all().getFirst();
      assertThat(block.await(MIB, LONG)).isNull();
      block.release();
    }
    assertThat(store.gets).hasValue(BLOCKS);
  }

  @Test
  void whatWaitsForATurnIsGivenUpAtTheEnd() throws InterruptedException {
    pace.took(MIB, 30 * MILLI, 8700 * MILLI); // 1 Mbit/s
    List<BlockMemory.Claim> claims = readAll();
    asked.acquire(pace.requests(48));

    fetches.close();

    Block last = claims.getLast().all().getFirst();
    assertThat(last.await(MIB, LONG)).isInstanceOf(BlockFailure.Abandoned.class);
    claims.forEach(claim -> claim.all().forEach(Block::release));
  }
}
