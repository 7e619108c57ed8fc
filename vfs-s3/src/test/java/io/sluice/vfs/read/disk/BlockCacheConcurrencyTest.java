package io.sluice.vfs.read.disk;

import static io.sluice.vfs.read.disk.CacheOnDisk.block;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BlockCacheConcurrencyTest {
  private static final int THREADS = 16;
  private static final int STEPS = 300;

  @TempDir Path directory;

  /// More blocks than there is room for, so that some go while others read them.
  @ParameterizedTest
  @MethodSource("io.sluice.vfs.read.disk.BlockDamageTest#secrets")
  void r1_manyReadersAndOffersNeverMeetWrongBytes(@Nullable CacheSecret secret)
      throws IOException, ExecutionException, InterruptedException {
    AtomicInteger offered = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger hits = new AtomicInteger();
    CacheOnDisk disk = new CacheOnDisk(directory, 100 * BlockFiles.room(20_000), secret);
    try (disk;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> stories = new ArrayList<>();
      for (int seed = 0; seed < THREADS; seed++) {
        Random random = new Random(seed);
        stories.add(
            threads.submit(() -> {
              for (int step = 0; step < STEPS; step++) {
                BlockId id = block("k" + random.nextInt(3), random.nextInt(60));
                if (random.nextBoolean()) {
                  offered.incrementAndGet();
                  disk.cache()
                      .offer(id, ByteBuffer.wrap(CacheOnDisk.bytes(id)), done::incrementAndGet);
                } else if (disk.has(id)) {
                  hits.incrementAndGet();
                }
              }
            }));
      }
      for (Future<?> story : stories) {
        story.get();
      }
    }
    assertThat(done).hasValue(offered.get());
    assertThat(hits).hasPositiveValue();
    assertThat(disk.cache().statistics().damaged()).isZero();
    assertThat(disk.cache().statistics().bytes())
        .isLessThanOrEqualTo(100 * BlockFiles.room(20_000));
    assertThat(disk.files()).hasSize((int) disk.cache().statistics().blocks());
  }
}
