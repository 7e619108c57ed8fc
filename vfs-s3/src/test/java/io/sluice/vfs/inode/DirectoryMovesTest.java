package io.sluice.vfs.inode;

import static io.sluice.vfs.inode.NamesUnderChange.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When the time of a directory moves, so that clients look at it again, and when it stays.
final class DirectoryMovesTest extends NamesOfOthers {
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
}
