package io.sluice.vfs.inode.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What many handles cost. `-Dsluice.handles=10000000` fills the table as far as its promise goes,
/// in a minute and with half a gigabyte of disk: 114 MiB of memory, open again in 0.1 s, on a busy
/// machine.
final class HandleTableSizeTest {
  private static final int HANDLES = Integer.getInteger("sluice.handles", 500_000);
  private static final int PAGE = 1_000;

  /// 200 MiB for 10 million handles.
  private static final long MOST_BYTES_EACH = 20;

  @TempDir private Path directory;

  private final Random random = new Random(1);

  private static List<Place> page(int from) {
    FileId parent = new FileId(1_000_003 + from / PAGE * 7919L);
    return IntStream.range(from, from + PAGE)
        .mapToObj(i -> new Place(parent, FileName.of("name-%011d".formatted(i)), FileType.REGULAR))
        .toList();
  }

  @Test
  void manyHandlesTakeLittleMemoryAndAreThereAtOnceAfterAKill() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      InodeTable inodes = new InodeTable("/bucket", table);
      long slowest = 0;
      long start = System.nanoTime();
      for (int from = 0; from < HANDLES; from += PAGE) {
        List<Place> page = page(from);
        long began = System.nanoTime();
        inodes.identifyAll(page);
        slowest = Math.max(slowest, System.nanoTime() - began);
      }
      print(
          "%d handles: %d ms to fill, slowest page %d ms, %d MiB of memory, %d MiB of disk",
          HANDLES, millisSince(start), slowest / 1_000_000, table.bytes() >> 20, size() >> 20);
      assertThat(table.bytes()).isLessThan(HANDLES * MOST_BYTES_EACH);
      // what a kill leaves behind is what is there now: another table on the same files
      openAgain();
    }
  }

  private void openAgain() throws IOException {
    long start = System.nanoTime();
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      print("open again: %d ms", millisSince(start));
      InodeTable inodes = new InodeTable("/bucket", table);
      start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        int from = random.nextInt(HANDLES / PAGE) * PAGE;
        List<Place> page = page(from);
        List<FileId> ids = inodes.identifyAll(page);
        assertThat(inodes.find(ids.get(i))).isEqualTo(page.get(i));
      }
      print("100 pages of known names: %d ms", millisSince(start));
      assertThat(table.bytes()).isLessThan(HANDLES * MOST_BYTES_EACH);
      start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        inodes.identifyAll(page(HANDLES + i * PAGE));
      }
      print("100 pages of new names: %d ms", millisSince(start));
    }
  }

  private static void print(String figures, Object... values) {
    System.out.printf("handle table: " + figures + "%n", values);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void placesInMemoryAreCountedWithWhatTheyTake() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      InodeTable inodes = new InodeTable("/bucket", table);
      for (int from = 0; from < 200_000; from += PAGE) {
        inodes.identifyAll(page(from));
      }
      long before = heap();
      for (int from = 0; from < 200_000; from += PAGE) {
        inodes.identifyAll(page(from)).forEach(inodes::find);
      }
      long taken = heap() - before;

      print("%d bytes counted, %d taken", inodes.bytes(), taken);
      assertThat(inodes.bytes()).isBetween(23L << 20, 25L << 20);
      assertThat(taken).isBetween(inodes.bytes() * 2 / 3, inodes.bytes() * 4 / 3);
    }
  }

  private static long heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
