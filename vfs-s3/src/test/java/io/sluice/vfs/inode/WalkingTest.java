package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What walks through directories, and wide directories, cost in requests.
final class WalkingTest {
  private final AtomicLong nanos = new AtomicLong();
  private final TreeObjectStore store = new TreeObjectStore(1000);
  private Namespace names = open(Runnable::run);

  private Namespace open(Executor ahead) {
    InodeTable inodes = new InodeTable("/bucket", new MapHandleTable());
    return Namespace.open(
        store,
        "",
        inodes,
        LocalStates.noDirectories(inodes, nanos::get),
        NamespaceOptions.of(
                new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                () -> Instant.EPOCH.plusNanos(nanos.get()),
                nanos::get)
            .askingAheadOn(ahead));
  }

  /// Lists a directory and all below it, as `find` does; returns how many files there are.
  private int find(FileId directory) {
    int files = 0;
    List<FileId> below = new ArrayList<>();
    for (NamePage.Name name : list(directory)) {
      if (name.inode().type() == FileType.DIRECTORY) {
        below.add(name.inode().id());
      } else {
        files++;
      }
    }
    for (FileId one : below) {
      nanos.addAndGet(300_000);
      assertThat(names.inode(one).type()).isEqualTo(FileType.DIRECTORY);
      files += find(one);
    }
    return files;
  }

  private List<NamePage.Name> list(FileId directory) {
    List<NamePage.Name> all = new ArrayList<>();
    ListingPosition position = ListingPosition.START;
    while (true) {
      NamePage page = names.list(directory, position, 500);
      all.addAll(page.names());
      if (page.reachedEnd()) {
        return all;
      }
      NamePage.Name last = all.getLast();
      position = ListingPosition.of(last.name(), last.inode().type());
    }
  }

  @Test
  void aWalkOfSixteenThousandObjectsInAThousandDirectoriesTakesAtMost25Requests() {
    for (int i = 0; i < 16_000; i++) {
      store.put("dir-%04d/file-%02d".formatted(i / 16, i % 16), "");
    }
    assertThat(find(FileIds.ROOT)).isEqualTo(16_000);
    assertThat(store.requests()).isLessThanOrEqualTo(25);
  }

  /// As where a process may have no thread more.
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatCannotBeAskedForAheadIsAskedForByWhoeverWantsIt() {
    for (int i = 0; i < 16_000; i++) {
      store.put("dir-%04d/file-%02d".formatted(i / 16, i % 16), "");
      store.put("wide/file-%05d".formatted(i), "");
    }
    names =
        open(task -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
    assertThat(find(FileIds.ROOT)).isEqualTo(32_000);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(find(FileIds.ROOT)).isEqualTo(32_000);
  }

  @Test
  void theSameInNestedDirectoriesTakesAtMost25Requests() {
    for (int i = 0; i < 16_000; i++) {
      store.put("a%d/b%d/c%d/f%02d".formatted(i / 1600, i / 160 % 10, i / 16 % 10, i % 16), "");
    }
    assertThat(find(FileIds.ROOT)).isEqualTo(16_000);
    assertThat(store.requests()).isLessThanOrEqualTo(25);
  }

  @Test
  void aWalkOf3370FilesIn300DirectoriesTakesAtMost12Requests() {
    for (int i = 0; i < 3370; i++) {
      store.put("top/d%03d/f%04d".formatted(i % 300, i), "");
    }
    FileId top = names.lookup(FileIds.ROOT, FileName.of("top")).orElseThrow().id();
    assertThat(find(top)).isEqualTo(3370);
    assertThat(store.requests()).isLessThanOrEqualTo(12);
  }

  @Test
  void aWalkerThatStopsCostsAtMostFourRequestsMore() {
    for (int i = 0; i < 16_000; i++) {
      store.put("dir-%04d/file-%02d".formatted(i / 16, i % 16), "");
    }
    List<NamePage.Name> root = list(FileIds.ROOT);
    for (int i = 0; i < 3; i++) {
      list(root.get(i).inode().id());
    }
    assertThat(store.requests()).isLessThanOrEqualTo((int) (4 * 1.1) + 4);
  }

  @Test
  void siblingsOfManyDeepKeysCostATenthAndFourRequestsMoreThanEachByItself() {
    for (int d = 0; d < 30; d++) {
      for (int i = 0; i < 3000; i++) {
        store.put("dir-%02d/deep-%03d/file-%d".formatted(d, i / 100, i % 100), "");
      }
    }
    int plain = 1;
    for (NamePage.Name directory : list(FileIds.ROOT)) {
      list(directory.inode().id());
      plain++;
    }
    assertThat(store.requests()).isLessThanOrEqualTo((int) (plain * 1.1) + 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lookingUpOneFileInEachOf200DirectoriesIsAnsweredByPages(boolean inAnyOrder) {
    for (int i = 0; i < 16_000; i++) {
      store.put("dir-%04d/file-%02d".formatted(i / 16, i % 16), "");
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      order.add(5 * i);
    }
    if (inAnyOrder) {
      Collections.shuffle(order, new Random(7));
    }
    for (int i : order) {
      FileName directory = FileName.of("dir-%04d".formatted(i));
      FileId id = names.lookup(FileIds.ROOT, directory).orElseThrow().id();
      assertThat(names.lookup(id, FileName.of("file-07"))).isPresent();
    }
    assertThat(store.requests()).isLessThanOrEqualTo(inAnyOrder ? 40 : 26);
  }

  private void assertWideCosts(IntFunction<String> name, int count) {
    for (int i = 0; i < count; i++) {
      store.put(name.apply(i), "");
    }
    nanos.set(0);
    int before = store.requests();
    List<NamePage.Name> all = list(FileIds.ROOT);
    assertThat(all).hasSize(count);
    assertThat(store.requests() - before)
        .isLessThanOrEqualTo((int) Math.ceil(1.3 * Math.ceilDiv(count, 1000)));
  }

  @Test
  void aWideDirectoryOfCountedNamesTakesAtMostAThirdMoreThanItsPages() {
    assertWideCosts("file-%06d.txt"::formatted, 20_000);
  }

  @Test
  void aWideDirectoryOfRandomNamesTakesAtMostAThirdMoreThanItsPages() {
    Random random = new Random(1);
    assertWideCosts(i -> "%016x".formatted(random.nextLong()), 20_000);
  }

  @Test
  void aWideDirectoryOfDatesTakesAtMostAThirdMoreThanItsPages() {
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    assertWideCosts(i -> start.plusSeconds(613L * i) + ".log", 20_000);
  }

  @Test
  void aWideDirectoryOfNumbersWithoutZerosTakesAtMostAThirdMoreThanItsPages() {
    assertWideCosts(i -> "f" + i, 20_000);
  }
}
