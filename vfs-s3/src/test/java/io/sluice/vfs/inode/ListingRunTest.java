package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.listing.ListedName;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Pages of a thousand names that are counted: page 3 begins after `f002999/`.
final class ListingRunTest {
  private static final Duration TTL = Duration.ofSeconds(1);

  private final ListingRun run = new ListingRun();

  private static ListingPosition start(int page) {
    return page == 0
        ? ListingPosition.START
        : ListingPosition.of("f%06d/".formatted(1000 * page - 1));
  }

  private static ListingPage page(int number) {
    List<ListedName> names =
        IntStream.range(1000 * number, 1000 * (number + 1))
            .mapToObj(
                i -> new ListedName(FileName.of("f%06d".formatted(i)), FileType.DIRECTORY, null))
            .toList();
    return ListingPage.of(start(number), start(number + 1), names, 0);
  }

  /// The reader comes to a page, and all that is asked for comes at once.
  private List<ListingPosition> read(int number, int inMemory) {
    run.reads(page(number));
    List<ListingPosition> next = run.next(start(inMemory), inMemory - number - 1, TTL, 0);
    next.forEach(run::asks);
    return next;
  }

  private void comes(int number) {
    run.came(page(number), 0);
    run.ended(start(number));
  }

  @Test
  void theNextPageIsAskedForWhileTheFirstIsRead() {
    run.begin(page(0), 0);

    assertThat(read(0, 1)).containsExactly(start(1));
    assertThat(run.flightTo(start(1), start(0))).isEqualTo(start(1));
    assertThat(read(0, 1)).isEmpty();
  }

  @Test
  void furtherPagesAreAskedForOnceThePagesThatCamePayForThem() {
    run.begin(page(0), 0);
    int most = 0;
    int inMemory = 1;
    for (int i = 0; i < 30; i++) {
      List<ListingPosition> next = read(i, inMemory);
      most = Math.max(most, next.size());
      for (int j = 0; j < next.size(); j++) {
        assertThat(next.get(j)).isEqualTo(start(inMemory + j));
        comes(inMemory + j);
      }
      inMemory += next.size();
    }
    assertThat(most).isGreaterThan(1);
    assertThat(inMemory).isGreaterThan(35);
  }

  @Test
  void nothingIsAskedForBehindTheEnd() {
    run.begin(page(0), 0);
    run.reads(page(0));

    assertThat(run.next(null, 0, TTL, 0)).isEmpty();
  }

  @Test
  void pagesThatASlowReaderWouldFindStaleAreNotAskedFor() {
    run.begin(page(0), 0);
    read(0, 1);
    comes(1);
    read(1, 2);
    comes(2);
    run.reads(page(2));

    assertThat(run.next(start(3), 0, TTL, 6 * TTL.toNanos())).isEmpty();
  }

  @Test
  void pagesThatCameAreNotHeld() {
    run.begin(page(0), 0);
    run.reads(page(0));
    long before = heap();
    for (int i = 1; i < 1000; i++) {
      comes(i);
    }

    assertThat(heap() - before).isLessThan(2 << 20);
  }

  private static long heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
