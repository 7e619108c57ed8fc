package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MadeDirectoriesTest extends NamesUnderChange {
  @Test
  void n6_mkdirMakesADirectoryAndNoObject() {
    mkdir("d");

    assertThat(list("")).containsExactly("d/");
    assertThat(list("d")).isEmpty();
    assertThat(names.inode(id("d")).type()).isEqualTo(FileType.DIRECTORY);
    assertThat(store.puts).hasValue(0);
    passTheTtl();
    assertThat(list("")).containsExactly("d/");
    assertThat(list("d")).isEmpty();
    assertThat(isThere("d/x")).isFalse();
  }

  @Test
  void n6_aLocalDirectorySurvivesARestart() {
    FileId made = mkdir("a");
    mkdir("a/b");

    restart();

    assertThat(list("")).containsExactly("a/");
    assertThat(list("a")).containsExactly("b/");
    assertThat(id("a")).isEqualTo(made);
    assertFails(VfsError.EXISTS, () -> mkdir("a/b"));
  }

  @Test
  void n6_itBecomesOrdinaryWhenS3ShowsKeysBelowIt() {
    mkdir("listed");
    mkdir("seen");
    store.put("p/listed/f", "");
    store.put("p/seen/f", "");
    nanos.incrementAndGet();
    assertThat(list("listed")).containsExactly("f");
    store.delete("p/listed/f");
    passTheTtl();
    assertThat(isThere("listed")).isFalse();
    assertThat(list("")).containsExactly("seen/");
    store.delete("p/seen/f");
    passTheTtl();

    assertThat(isThere("seen")).isFalse();
    assertThat(list("")).isEmpty();
  }

  @Test
  void n6_whatExistsIsNotMadeAgain() {
    store.put("p/file", "");
    store.put("p/dir/x", "");

    assertFails(VfsError.EXISTS, () -> mkdir("file"));
    assertFails(VfsError.EXISTS, () -> mkdir("dir"));
  }

  @Test
  void n6_whatCanBeNoKeyIsRefused() {
    String part = "n".repeat(250);
    String path = "";
    for (int i = 0; i < 4; i++) {
      path += (i == 0 ? "" : "/") + part;
      mkdir(path);
    }
    FileId deep = id(path);

    assertFails(
        VfsError.NAME_TOO_LONG, () -> changes.makeDirectory(deep, FileName.of("x".repeat(30))));
    assertFails(
        VfsError.INVALID,
        () -> changes.makeDirectory(FileIds.ROOT, FileName.of(new byte[] {'a', (byte) 0xff})));
  }

  @Test
  void n6_localDirectoriesAreBounded() {
    local = open(2);
    use(SECOND, rules(true, false));
    mkdir("a");
    mkdir("b");

    assertFails(VfsError.NO_SPACE, () -> mkdir("c"));
    rmdir("a");
    mkdir("c");
    assertThat(list("")).containsExactly("b/", "c/");
  }

  @Test
  void n6_aMarkerIsPutInsteadWhereThatIsWanted() {
    use(EVER, rules(true, true));
    assertThat(list("")).isEmpty();

    mkdir("m");

    assertThat(store.has("p/m/")).isTrue();
    assertThat(list("")).containsExactly("m/");
    rmdir("m");
    assertThat(store.has("p/m/")).isFalse();
    assertThat(list("")).isEmpty();
  }

  @Test
  void n4_aLocalDirectoryShadowsAFileUntilItIsGone() {
    mkdir("blue");
    store.put("p/blue", "sky");
    store.put("p/blue-x", "");
    passTheTtl();

    assertThat(list("", 1)).containsExactly("blue-x", "blue/");
    assertThat(walk("blue").orElseThrow().type()).isEqualTo(FileType.DIRECTORY);
    rmdir("blue");
    assertThat(list("", 1)).containsExactly("blue", "blue-x");
    assertThat(walk("blue").orElseThrow().type()).isEqualTo(FileType.REGULAR);
  }

  @Test
  void n5_localNamesStandInTheOrderOfTheListing() {
    for (String key : List.of("a", "c", "e", "g/x")) {
      store.put("p/" + key, "");
    }
    for (String name : List.of("b", "d", "d-", "f", "h")) {
      mkdir(name);
    }

    for (int most : new int[] {1, 2, 3, 100}) {
      assertThat(list("", most))
          .containsExactly("a", "b/", "c", "d-/", "d/", "e", "f/", "g/", "h/");
    }
  }

  @Test
  void mkdirInADirectoryThatIsFreshlyListedAsksNothing() {
    store.put("p/f", "");
    list("");
    int before = store.requests();

    mkdir("d");
    mkdir("e");
    assertThat(list("")).containsExactly("d/", "e/", "f");

    assertThat(store.requests()).isEqualTo(before);
  }

  /// A `find` that deletes one file in each of very many directories must not end `mkdir`.
  @Test
  void n7_theOldestOfThoseThatStayMakeRoom() {
    local = open(3);
    use(SECOND, rules(true, false));
    List<String> files = List.of("a/f", "b/f", "c/f");
    files.forEach(file -> store.put("p/" + file, ""));
    files.forEach(this::remove);
    mkdir("new");
    assertThat(list("")).containsExactly("b/", "c/", "new/");

    mkdir("newer");
    mkdir("newest");
    assertFails(VfsError.NO_SPACE, () -> mkdir("one more"));
    passTheTtl();
    assertThat(list("")).containsExactly("new/", "newer/", "newest/");
  }
}
