package io.sluice.vfs.read.disk;

import static io.sluice.vfs.read.disk.CacheOnDisk.MIB;
import static io.sluice.vfs.read.disk.CacheOnDisk.block;
import static io.sluice.vfs.read.disk.CacheOnDisk.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockCacheTest {
  @TempDir Path directory;

  @Test
  void whatWasOfferedIsReadAgain() throws IOException {
    List<BlockId> ids =
        List.of(
            new BlockId(version("a"), 0, 1),
            new BlockId(version("b"), 0, BlockId.LARGEST),
            new BlockId(version("b"), MIB, 12_345),
            new BlockId(version("b"), 5 * MIB + 77, 256 << 10),
            new BlockId(version("ü/%\n"), (1L << 45) + 5, 99_999));
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(ids)) {
      assertThat(ids).allMatch(disk::has);
      BlockCacheStatistics statistics = disk.cache().statistics();
      assertThat(statistics.blocks()).isEqualTo(5);
      assertThat(statistics.hits()).isEqualTo(5);
      assertThat(statistics.misses()).isZero();
      assertThat(statistics.dropped()).isZero();
    }
  }

  @Test
  void theBlockThatCoversAnOffsetIsFound() throws IOException {
    BlockId id = new BlockId(version("a"), 3 * MIB - 5, 100_000);
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(id))) {
      assertThat(disk.cache().find(version("a"), id.start())).isEqualTo(id);
      assertThat(disk.cache().find(version("a"), 3 * MIB)).isEqualTo(id);
      assertThat(disk.cache().find(version("a"), id.start() + 99_999)).isEqualTo(id);
      assertThat(disk.cache().find(version("a"), id.start() + 100_000)).isNull();
      assertThat(disk.cache().find(version("a"), id.start() - 1)).isNull();
      assertThat(disk.cache().find(version("a"), 0)).isNull();
      assertThat(disk.cache().statistics().misses()).isEqualTo(3);
    }
  }

  @Test
  void r5_aShortBlockHidesNoLongOneAlsoAfterARestart() throws IOException {
    List<BlockId> ids =
        List.of(
            new BlockId(version("a"), 3 * MIB - 5, 50_000),
            new BlockId(version("a"), 3 * MIB, 100_000),
            new BlockId(version("a"), 3 * MIB, BlockId.LARGEST),
            new BlockId(version("a"), 3 * MIB, 200_000));
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(ids)) {
      assertThat(disk.cache().find(version("a"), 3 * MIB)).isEqualTo(ids.get(2));
    }
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(ids.reversed())) {
      assertThat(disk.cache().find(version("a"), 3 * MIB + 7)).isEqualTo(ids.get(2));
      assertThat(disk.cache().find(version("a"), 3 * MIB - 5)).isEqualTo(ids.getFirst());
    }
  }

  @Test
  void r5_anotherVersionBucketOrServerIsAMiss() throws IOException {
    BlockId id = block("a", 0);
    Stream<ObjectVersion> others =
        Stream.of(
            new ObjectVersion("bucket", new ObjectKey("a"), new ETag("\"2\"")),
            new ObjectVersion("bucke", new ObjectKey("ta"), new ETag("\"1\"")),
            new ObjectVersion("http://other/bucket", new ObjectKey("a"), new ETag("\"1\"")),
            new ObjectVersion("bucket2", new ObjectKey("a"), new ETag("\"1\"")),
            new ObjectVersion("bucket", new ObjectKey("b"), new ETag("\"1\"")));
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(id))) {
      assertThat(others).noneMatch(other -> disk.has(new BlockId(other, 0, 20_000)));
    }
    try (CacheOnDisk disk = new CacheOnDisk(directory)) {
      assertThat(disk.has(id)).isTrue();
    }
  }

  @Test
  void r5_everythingIsThereAfterARestart() throws IOException {
    List<BlockId> ids = IntStream.range(0, 500).mapToObj(i -> block("k" + i % 7, i)).toList();
    long bytes;
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(ids)) {
      bytes = disk.cache().statistics().bytes();
    }
    try (CacheOnDisk disk = new CacheOnDisk(directory)) {
      assertThat(disk.cache().statistics().bytes()).isEqualTo(bytes);
      assertThat(ids).allMatch(disk::has);
      assertThat(disk.cache().statistics().misses()).isZero();
    }
  }

  @Test
  void afterARestartTheOldestGoFirst() throws IOException {
    List<BlockId> ids = IntStream.range(0, 200).mapToObj(i -> block("k", i)).toList();
    try (CacheOnDisk disk = new CacheOnDisk(directory)) {
      for (BlockId id : ids) {
        disk.put(id);
        Path file = new BlockNames(null).of(id).in(directory.resolve("v1"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + id.start()));
      }
    }
    long room = BlockFiles.room(20_000);
    try (CacheOnDisk disk = new CacheOnDisk(directory, 200 * room)) {
      BlockId more = block("other", 0);
      disk.put(more);
      assertThat(disk.has(ids.getFirst())).isFalse();
      assertThat(ids.subList(1, 200)).allMatch(disk::has);
      assertThat(disk.has(more)).isTrue();
    }
  }

  @Test
  void whatAKilledServerWasWritingIsRemoved() throws IOException {
    new CacheOnDisk(directory).put(List.of(block("a", 0))).close();
    Files.write(directory.resolve("v1/new/1"), new byte[100]);
    Files.write(directory.resolve("v1/7f/what"), new byte[100]);

    try (CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(block("a", 1)))) {
      assertThat(disk.files()).hasSize(2);
      assertThat(disk.has(block("a", 0))).isTrue();
      assertThat(disk.has(block("a", 1))).isTrue();
    }
  }

  @Test
  void shortBlocksAreKeptOnlyWhereASequentialReaderCuts() throws IOException {
    int shorter = BlockCache.SHORTEST - 1;
    try (CacheOnDisk disk = new CacheOnDisk(directory)) {
      disk.put(new BlockId(version("a"), 0, shorter));
      disk.put(new BlockId(version("a"), 7 * MIB, shorter));
      disk.put(new BlockId(version("a"), 9 * MIB + 4096, shorter + 1));
      disk.put(new BlockId(version("a"), 3 * MIB + 4096, shorter));

      assertThat(disk.cache().statistics().blocks()).isEqualTo(3);
      assertThat(disk.cache().find(version("a"), 3 * MIB + 4096)).isNull();
      assertThat(disk.cache().statistics().dropped()).isZero();
    }
  }

  @Test
  void whatIsThereIsNotWrittenAgain() throws IOException {
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(block("a", 0)))) {
      Path file = disk.files().getFirst();
      Object inode = Files.getAttribute(file, "unix:ino");
      disk.put(block("a", 0));

      assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
      assertThat(disk.cache().statistics().blocks()).isEqualTo(1);
    }
  }

  @Test
  void whatTheDiskHasNoTimeForIsDroppedAndEachIsDoneOnce() throws IOException {
    AtomicInteger done = new AtomicInteger();
    List<BlockId> ids = IntStream.range(0, 300).mapToObj(i -> block("k", i)).toList();
    CacheOnDisk first = new CacheOnDisk(directory);
    try (first) {
      for (BlockId id : ids) {
        first
            .cache()
            .offer(id, ByteBuffer.wrap(CacheOnDisk.bytes(id)), () -> done.incrementAndGet());
      }
    }
    BlockCacheStatistics statistics = first.cache().statistics();
    assertThat(done).hasValue(300);
    assertThat(statistics.blocks() + statistics.dropped()).isEqualTo(300);
    try (CacheOnDisk disk = new CacheOnDisk(directory)) {
      assertThat(ids.stream().filter(disk::has)).hasSize((int) statistics.blocks());
    }
  }

  @Test
  void r5_whatIsTakenBackIsGoneAndMayComeAnew() throws IOException {
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(block("a", 0), block("a", 1)))) {
      disk.cache().remove(block("a", 0));

      assertThat(disk.has(block("a", 0))).isFalse();
      assertThat(disk.has(block("a", 1))).isTrue();
      assertThat(disk.files()).hasSize(1);
      disk.put(block("a", 0));
      assertThat(disk.has(block("a", 0))).isTrue();
    }
  }

  @Test
  void r5_whatIsTakenBackWhileItWaitsOrIsWrittenDoesNotComeToTheDisk() throws IOException {
    List<BlockId> ids = IntStream.range(0, 5).mapToObj(i -> block("k", i)).toList();
    CountDownLatch taken = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    CacheOnDisk disk = new CacheOnDisk(directory, 100 * MIB, () -> lookOnce(taken));
    try (disk) {
      for (BlockId id : ids) {
        ByteBuffer bytes = ByteBuffer.wrap(CacheOnDisk.bytes(id));
        disk.cache().offer(id, bytes, done::incrementAndGet);
      }
      ids.subList(0, 4).forEach(disk.cache()::remove);
      taken.countDown();
    }
    assertThat(done).hasValue(5);
    assertThat(disk.files()).hasSize(1);
    assertThat(disk.cache().statistics().blocks()).isEqualTo(1);
    assertThat(disk.cache().find(version("k"), ids.getLast().start())).isEqualTo(ids.getLast());
  }

  /// How much is free, once it may be told.
  private static FreeSpace.Left lookOnce(CountDownLatch may) {
    try {
      may.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new FreeSpace.Left(1L << 40, 1L << 40);
  }

  @Test
  void r5_whatIsTakenBackFromAClosedCacheIsNotThereAfterARestart() throws IOException {
    CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(block("a", 0)));
    disk.close();
    disk.cache().remove(block("a", 0));

    assertThat(disk.files()).isEmpty();
  }

  @Test
  void aClosedCacheMissesAndTakesNothing() throws IOException {
    CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(block("a", 0)));
    disk.close();

    assertThat(disk.reads(block("a", 0))).isFalse();
    disk.put(block("a", 1));
    assertThat(disk.cache().statistics().dropped()).isEqualTo(1);
  }

  @Test
  void anInterruptHarmsNobody() throws IOException {
    try (CacheOnDisk disk = new CacheOnDisk(directory).put(List.of(block("a", 0)))) {
      Thread.currentThread().interrupt();

      assertThat(disk.reads(block("a", 0))).isTrue();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(disk.reads(block("a", 0))).isTrue();
    }
  }

  @Test
  void theRoomMustBeThatOfTheBlock() throws IOException {
    try (CacheOnDisk disk = new CacheOnDisk(directory)) {
      BlockId id = block("a", 0);
      assertThatThrownBy(() -> disk.cache().read(id, ByteBuffer.allocate(19_999)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> disk.cache().offer(id, ByteBuffer.allocate(1), () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new BlockId(version("a"), 0, BlockId.LARGEST + 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
