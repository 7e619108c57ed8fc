package io.sluice.vfs.read.disk;

import static io.sluice.vfs.read.disk.CacheOnDisk.MIB;
import static io.sluice.vfs.read.disk.CacheOnDisk.block;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheBoundsTest {
  private static final long ROOM = BlockFiles.room(20_000);

  @TempDir Path directory;

  private static List<BlockId> blocks(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> block("k", i)).toList();
  }

  private static long size(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }

  @Test
  void itNeverKeepsMoreThanItMay() throws IOException {
    try (CacheOnDisk disk = new CacheOnDisk(directory, 50 * ROOM)) {
      for (BlockId id : blocks(0, 200)) {
        disk.put(id);
        assertThat(disk.cache().statistics().bytes()).isLessThanOrEqualTo(50 * ROOM);
      }
      assertThat(disk.files()).hasSize(50);
      assertThat(size(disk.files())).isLessThanOrEqualTo(disk.cache().statistics().bytes());
      assertThat(blocks(0, 200).stream().filter(disk::has)).hasSize(50);
    }
  }

  @Test
  void aSmallerBoundHoldsAtTheNextStart() throws IOException {
    new CacheOnDisk(directory).put(blocks(0, 100)).close();

    try (CacheOnDisk disk = new CacheOnDisk(directory, 30 * ROOM)) {
      assertThat(disk.files()).hasSize(30);
      assertThat(blocks(0, 100).stream().filter(disk::has)).hasSize(30);
    }
  }

  @Test
  void belowTheFloorItGivesWayAndReadersNoticeNothing() throws IOException {
    AtomicLong usable = new AtomicLong(10 * MIB);
    FreeSpace space = () -> new FreeSpace.Left(usable.get(), 100 * MIB);
    try (CacheOnDisk disk = new CacheOnDisk(directory, 100 * MIB, space).put(blocks(0, 40))) {
      assertThat(disk.files()).hasSize(40);

      usable.set(5 * MIB - 10 * ROOM);
      disk.put(block("k", 50));
      assertThat(disk.files()).hasSize(29); // ten below the floor, and room for this one
      assertThat(disk.cache().statistics().dropped()).isEqualTo(1);
      assertThat(disk.has(block("k", 50))).isFalse();

      usable.set(5 * MIB + ROOM);
      disk.put(block("k", 51));
      assertThat(disk.files()).hasSize(30);
      assertThat(disk.has(block("k", 51))).isTrue();

      usable.set(0);
      disk.put(blocks(60, 63));
      assertThat(disk.files()).isEmpty();
      assertThat(disk.has(block("k", 51))).isFalse();
    }
  }

  @Test
  void theFloorIsATwentiethOrAGibibyte() {
    long gib = 1 << 30;
    assertThat(new FreeSpace.Left(10, 200).lacking(0)).isZero();
    assertThat(new FreeSpace.Left(10, 200).lacking(3)).isEqualTo(3);
    assertThat(new FreeSpace.Left(gib - 7, 1000 * gib).lacking(0)).isEqualTo(7);
    assertThat(new FreeSpace.Left(0, 0).lacking(100)).isZero();
  }

  @Test
  void aFileSystemThatDoesNotTellIsWrittenTo() throws IOException {
    FreeSpace space = () -> new FreeSpace.Left(0, 0);
    try (CacheOnDisk disk = new CacheOnDisk(directory, 100 * MIB, space).put(blocks(0, 3))) {
      assertThat(blocks(0, 3)).allMatch(disk::has);
    }
  }

  @Test
  void aDiskThatFailsIsNoErrorToReaders() throws IOException {
    FreeSpace space =
        () -> {
          throw new IOException("Input/output error");
        };
    new CacheOnDisk(directory).put(blocks(0, 20)).close();
    try (CacheOnDisk disk = new CacheOnDisk(directory, 100 * MIB, space).put(blocks(30, 33))) {
      assertThat(disk.cache().statistics().dropped()).isEqualTo(3);
      assertThat(blocks(0, 20).stream().filter(disk::has)).hasSize(20 - 3 * 4);
      assertThat(blocks(30, 33)).noneMatch(disk::has);
    }
  }

  /// The file system says that there is room, as one with a quota does, and there is none.
  @Test
  void noSpaceLeftOnDevice() throws IOException {
    try (TinyDisk tiny = TinyDisk.mount(directory, 4 * MIB)) {
      assumeThat(tiny.isMounted()).as("only root may mount").isTrue();
      FreeSpace space = () -> new FreeSpace.Left(1000 * MIB, 1000 * MIB);
      try (CacheOnDisk disk = new CacheOnDisk(directory, 100 * MIB, space).put(blocks(0, 1000))) {
        BlockCacheStatistics statistics = disk.cache().statistics();
        assertThat(statistics.dropped()).isPositive();
        assertThat(statistics.blocks()).isBetween(100L, 204L);
        assertThat(disk.files()).hasSize((int) statistics.blocks());
        assertThat(blocks(0, 1000).stream().filter(disk::has)).hasSize((int) statistics.blocks());
      }
    }
  }
}
