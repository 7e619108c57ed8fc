package io.sluice.vfs.inode;

import static io.sluice.vfs.inode.NamesUnderChange.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamespaceTest {
  private static final Ttl ONE_SECOND = new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final AtomicLong nanos = new AtomicLong();
  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final Namespace names = open(store, "");

  private Namespace open(ObjectStore from, String prefix) {
    return open(from, prefix, ONE_SECOND);
  }

  private Namespace open(ObjectStore from, String prefix, Ttl ttl) {
    return open(from, prefix, ttl, 72L << 20);
  }

  private Namespace open(ObjectStore from, String prefix, Ttl ttl, long tableBytes) {
    InodeTable inodes = new InodeTable("/bucket", new MapHandleTable());
    return Namespace.open(
        from,
        prefix,
        inodes,
        LocalStates.noDirectories(inodes, nanos::get),
        NamespaceOptions.of(ttl, () -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get)
            .askingAheadOn(Runnable::run)
            .within(tableBytes));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Optional<Inode> walk(Namespace in, String... path) {
    FileId directory = FileIds.ROOT;
    Optional<Inode> found = Optional.empty();
    for (String name : path) {
      found = in.lookup(directory, FileName.of(name));
      if (found.isEmpty()) {
        return found;
      }
      directory = found.get().id();
    }
    return found;
  }

  @Test
  void n1_aKeyIsSplitAtSlashes() {
    store.put("colors/blue/cat.jpg", "miau");

    assertThat(walk(names, "colors", "blue", "cat.jpg"))
        .hasValueSatisfying(cat -> assertThat(((Inode.File) cat).facts().size()).isEqualTo(4));
    assertThat(walk(names, "colors", "blue"))
        .hasValueSatisfying(blue -> assertThat(blue.type()).isEqualTo(FileType.DIRECTORY));
    assertThat(walk(names, "colors", "red")).isEmpty();
  }

  @Test
  void n2_keysThatCannotBeNamesAreHiddenAndTheirParentsShow() {
    store.put("a//b", "");
    store.put("./x", "");
    store.put("../y", "");
    store.put("/lead", "");
    store.put("long/" + "n".repeat(256), "");
    store.put("plain", "");

    assertThat(list(names, FileIds.ROOT, 100)).containsExactly("a/", "long/", "plain");
    assertThat(list(names, walk(names, "a").orElseThrow().id(), 100)).isEmpty();
    assertThat(names.hiddenKeys().count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void n3_aMarkerShowsAsADirectoryAndNeverAsAFile() {
    store.put("marked/", "");

    assertThat(list(names, FileIds.ROOT, 100)).containsExactly("marked/");
    assertThat(list(names, walk(names, "marked").orElseThrow().id(), 100)).isEmpty();
  }

  @Test
  void n4_aDirectoryShadowsAFileUntilItIsGone() {
    store.put("blue", "file");
    store.put("blue/image.jpg", "image");

    assertThat(list(names, FileIds.ROOT, 100)).containsExactly("blue/");
    assertThat(walk(names, "blue").orElseThrow().type()).isEqualTo(FileType.DIRECTORY);

    store.delete("blue/image.jpg");
    pass(Duration.ofSeconds(1));

    assertThat(walk(names, "blue").orElseThrow().type()).isEqualTo(FileType.REGULAR);
    assertThat(list(names, FileIds.ROOT, 100)).containsExactly("blue");
  }

  @Test
  void n5_everyNameIsListedOnceWhereverPagesEnd() {
    for (int size = 1; size < 8; size++) {
      TreeObjectStore small = new TreeObjectStore(size);
      for (String key :
          List.of("d", "d!", "d!/y", "d-x", "d-x.y", "d/a", "d/b", "e", "f/a", "f/b", "f0")) {
        small.put(key, "");
      }
      assertThat(list(open(small, ""), FileIds.ROOT, 2))
          .as("pages of %d", size)
          .containsExactly("d!/", "d-x", "d-x.y", "d/", "e", "f/", "f0");
    }
  }

  @Test
  void n9_namesDifferByCaseAndByTheirUnicodeForm() {
    store.put("Cat", "1");
    store.put("cat", "22");
    store.put("caf\u00e9", "333");
    store.put("cafe\u0301", "4444");

    assertThat(list(names, FileIds.ROOT, 100))
        .containsExactly("Cat", "cafe\u0301", "caf\u00e9", "cat");
    assertThat(walk(names, "CAT")).isEmpty();
    assertThat(walk(names, "caf\u00e9"))
        .hasValueSatisfying(file -> assertThat(((Inode.File) file).facts().size()).isEqualTo(3));
  }

  @Test
  void n10_aPrefixShowsOnlyWhatIsBelowIt() {
    store.put("secret", "no");
    store.put("team/data", "yes");
    store.put("team2/data", "no");
    Namespace team = open(store, "team/");

    assertThat(list(team, FileIds.ROOT, 100)).containsExactly("data");
    assertThat(walk(team, "data")).isPresent();
    assertThat(walk(team, "secret")).isEmpty();
  }

  @Test
  void listingTenThousandNamesCostsAtMostThirteenListsAndLookupsInItNothing() {
    for (int i = 0; i < 10_000; i++) {
      store.put("big/f%05d".formatted(i), "");
    }
    FileId big = walk(names, "big").orElseThrow().id();
    assertThat(store.lists.get()).isEqualTo(1);
    assertThat(store.heads.get()).isEqualTo(1);

    assertThat(list(names, big, 350)).hasSize(10_000);
    assertThat(store.lists.get()).isBetween(11, 14);

    int before = store.requests();
    assertThat(names.lookup(big, FileName.of("f04711"))).isPresent();
    assertThat(names.lookup(big, FileName.of("absent"))).isEmpty();
    assertThat(names.inode(names.lookup(big, FileName.of("f09999")).orElseThrow().id()))
        .isNotNull();
    assertThat(store.requests()).isEqualTo(before);
  }

  @Test
  void anAbsentNameCostsOneHeadAndOneListWithinTheTtl() {
    for (int i = 0; i < 100; i++) {
      assertThat(walk(names, "nothing")).isEmpty();
    }
    assertThat(store.heads.get()).isEqualTo(1);
    assertThat(store.lists.get()).isEqualTo(1);
  }

  @Test
  void a4_whatOthersChangedIsSeenAfterTheTtl() {
    store.put("old", "1");
    assertThat(walk(names, "new")).isEmpty();
    FileId old = walk(names, "old").orElseThrow().id();
    store.put("new", "2");
    store.delete("old");

    pass(Duration.ofSeconds(1));

    assertThat(walk(names, "new")).isPresent();
    assertThatThrownBy(() -> names.inode(old))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.STALE));
  }

  @Test
  void a9_theTimeOfADirectoryMovesWhenAListingOfItChangedAndOnlyThen() {
    store.put("d/a", "1");
    FileId directory = walk(names, "d").orElseThrow().id();
    list(names, directory, 100);
    Inode before = names.inode(directory);

    pass(Duration.ofSeconds(2));
    assertThat(names.inode(directory)).isEqualTo(before);

    store.put("d/b", "2");
    pass(Duration.ofSeconds(2));
    assertThat(((Inode.Directory) names.inode(directory)).changed())
        .isAfter(((Inode.Directory) before).changed());
  }

  @Test
  void a9_theTimeOfADirectoryInAFewPagesMovesOnlyWhenOneOfThemChanged() {
    for (int i = 0; i < 2_500; i++) {
      store.put("d/f%05d".formatted(i), "");
    }
    FileId directory = walk(names, "d").orElseThrow().id();
    list(names, directory, 100);
    Inode before = names.inode(directory);

    pass(Duration.ofSeconds(2));
    int asked = store.requests();
    assertThat(names.inode(directory)).isEqualTo(before);
    assertThat(store.requests() - asked).isEqualTo(3);
    assertThat(names.inode(directory)).isEqualTo(before);
    assertThat(store.requests() - asked).isEqualTo(3);

    store.put("d/f02400x", "");
    pass(Duration.ofSeconds(2));
    assertThat(((Inode.Directory) names.inode(directory)).changed())
        .isAfter(((Inode.Directory) before).changed());
  }

  /// Room for four pages and a half of 1,000 names: the second and third of the first directory
  /// give way to those of the other.
  @Test
  void a9_theTimeMovesWhenAPageThatMemoryLostCameBackAsAnother() {
    for (int i = 0; i < 3_000; i++) {
      store.put("d/f%05d".formatted(i), "");
      store.put("e/f%05d".formatted(i), "");
    }
    list(names, walk(names, "d").orElseThrow().id(), 1_000);
    long room = names.listingBytes() / 3 * 9 / 2;
    Ttl absentForLong = new Ttl(Duration.ofSeconds(1), Duration.ofHours(1));
    Namespace small = open(store, "", absentForLong, room * 3 / 2);
    FileId directory = walk(small, "d").orElseThrow().id();
    list(small, directory, 1_000);
    Inode.Directory before = (Inode.Directory) small.inode(directory);
    list(small, walk(small, "e").orElseThrow().id(), 1_000);
    store.delete("d/f02400");
    pass(Duration.ofSeconds(2));

    list(small, directory, 1_000);

    assertThat(((Inode.Directory) small.inode(directory)).changed()).isAfter(before.changed());
  }

  @Test
  void a9_theTimeStaysWhenSingleLookupsCutThePagesIntoPieces() {
    for (int i = 0; i < 2_500; i++) {
      store.put("d/f%05d".formatted(i), "");
    }
    FileId directory = walk(names, "d").orElseThrow().id();
    list(names, directory, 100);
    Inode before = names.inode(directory);

    for (int round = 0; round < 7; round++) {
      pass(Duration.ofSeconds(2));
      for (int i = 0; i < 5; i++) {
        FileName file = FileName.of("f%05d".formatted(1_000 + 200 * round + i));
        assertThat(names.lookup(directory, file)).isPresent();
      }
    }
    pass(Duration.ofSeconds(2));
    assertThat(names.inode(directory)).isEqualTo(before);
  }

  @Test
  void a9_theTimeOfAWideDirectoryMovesOnceInEachTtlForOneRequest() {
    for (int i = 0; i < 9_000; i++) {
      store.put("d/f%05d".formatted(i), "");
    }
    FileId directory = walk(names, "d").orElseThrow().id();
    list(names, directory, 1_000);
    Inode.Directory before = (Inode.Directory) names.inode(directory);

    pass(Duration.ofSeconds(2));
    int asked = store.requests();
    Inode.Directory after = (Inode.Directory) names.inode(directory);

    assertThat(after.changed()).isAfter(before.changed());
    assertThat(store.requests() - asked).isEqualTo(1);
    assertThat(names.inode(directory)).isEqualTo(after);
  }

  @Test
  void aClientThatWasToldANameIsAbsentSeesTheDirectoryMoveOnceItMayHaveCome() {
    store.put("d/a", "1");
    FileId directory = walk(names, "d").orElseThrow().id();
    assertThat(names.lookup(directory, FileName.of("b"))).isEmpty();
    Inode.Directory before = (Inode.Directory) names.inode(directory);

    pass(Duration.ofSeconds(2));

    assertThat(((Inode.Directory) names.inode(directory)).changed()).isAfter(before.changed());
  }

  @Test
  void a8_aListedArchivedObjectIsAskedForBeforeItIsOpened() {
    store.put("cold", "ice", StorageTier.ARCHIVED_UNLESS_RESTORED);
    list(names, FileIds.ROOT, 10);
    store.put("cold", "ice", StorageTier.READABLE);

    Inode.File cold = (Inode.File) walk(names, "cold").orElseThrow();

    assertThat(cold.facts().tier()).isEqualTo(StorageTier.READABLE);
    assertThat(store.heads.get()).isEqualTo(1);
  }

  @Test
  void aDirectoryThatLostItsLastKeyIsStale() {
    store.put("d/a", "1");
    FileId directory = walk(names, "d").orElseThrow().id();
    list(names, directory, 10);
    store.delete("d/a");
    pass(Duration.ofSeconds(1));

    assertThatThrownBy(() -> names.inode(directory)).isInstanceOf(VfsException.class);
    assertThat(walk(names, "d")).isEmpty();
  }

  @Test
  void atHandAnswersWithoutAskingS3() {
    store.put("d/a", "1");
    Namespace atHand = names.atHand();
    assertThatThrownBy(() -> walk(atHand, "d"))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.NOT_AT_HAND));
    assertThat(store.requests()).isZero();

    walk(names, "d");

    int before = store.requests();
    assertThat(walk(atHand, "d")).isPresent();
    assertThat(store.requests()).isEqualTo(before);
  }

  @Test
  void theRootOfAnEmptyBucketIsThereAndEmpty() {
    assertThat(names.inode(FileIds.ROOT).type()).isEqualTo(FileType.DIRECTORY);
    assertThat(list(names, FileIds.ROOT, 10)).isEmpty();
  }

  @Test
  void n4_aFileShowsAtOnceWhenTheDirectoryThatShadowedItTurnsOutToBeGone() {
    store.put("blue", "file");
    store.put("blue/image.jpg", "image");
    list(names, walk(names, "blue").orElseThrow().id(), 100);
    pass(Duration.ofMillis(900));
    list(names, FileIds.ROOT, 100);
    store.delete("blue/image.jpg");
    pass(Duration.ofMillis(200));

    assertThat(walk(names, "blue"))
        .hasValueSatisfying(blue -> assertThat(blue.type()).isEqualTo(FileType.REGULAR));
  }

  @Test
  void aDirectoryThatIsGoneStaysStale() {
    store.put("d/a", "1");
    FileId directory = walk(names, "d").orElseThrow().id();
    list(names, directory, 10);
    store.delete("d/a");
    pass(Duration.ofSeconds(1));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> names.inode(directory))
          .isInstanceOfSatisfying(
              VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.STALE));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void n5_pagesOfNothingInFrontOfTheNamesAreReadOver(boolean areOfKeysThatAreNotUtf8) {
    store.put("d/", "");
    store.put("d/a", "1");
    store.put("d/b", "2");
    OddServer odd = new OddServer(store);
    odd.beginsWithAnEmptyPage = true;
    odd.beginsWithAStrayKey = areOfKeysThatAreNotUtf8;
    Namespace never = open(odd, "", new Ttl(Duration.ZERO, Duration.ZERO));

    FileId directory = walk(never, "d").orElseThrow().id();

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThat(list(never, directory, 1)).containsExactly("a", "b"));
  }

  @Test
  void n5_aServerWithAnOrderOfItsOwnIsListedWholly() {
    for (String key : List.of("a", "b", "c/x", "d", "e/x", "f")) {
      store.put(key, "");
    }
    OddServer odd = new OddServer(store);
    odd.listsBackwards = true;

    assertThat(list(open(odd, "", ONE_SECOND), FileIds.ROOT, 2))
        .containsExactly("a", "b", "c/", "d", "e/", "f");
  }
}
