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
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamespaceTest extends NamesOfOthers {
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
