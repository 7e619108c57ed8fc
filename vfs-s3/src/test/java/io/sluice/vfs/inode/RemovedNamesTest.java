package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RemovedNamesTest extends NamesUnderChange {
  @Test
  void n7_aDirectoryWhoseLastFileWasRemovedHereStays() {
    store.put("p/d/e/f", "");
    store.put("p/d/e/g", "");

    remove("d/e/f");
    remove("d/e/g");
    passTheTtl();

    assertThat(list("d/e")).isEmpty();
    assertThat(list("d")).containsExactly("e/");
    restart();
    assertThat(list("d")).containsExactly("e/");
    rmdir("d/e");
    passTheTtl();
    assertThat(list("")).containsExactly("d/");
    rmdir("d");
    assertThat(list("")).isEmpty();
  }

  @Test
  void n7_aDirectoryIsThereAllTheTimeWhileItsLastFileIsRemoved() {
    store.put("p/d/f", "");
    FileId directory = id("d");
    AtomicInteger looks = new AtomicInteger();
    store.afterDelete =
        () -> {
          passTheTtl();
          assertThat(names.inode(directory).id()).isEqualTo(directory);
          looks.incrementAndGet();
        };

    remove("d/f");

    assertThat(looks).hasValue(1);
  }

  @Test
  void n7_aListingThatShowsTheLastFileDoesNotTakeTheDirectoryAway() {
    store.put("p/d/f", "");
    FileId directory = id("d");
    store.beforeDelete =
        () -> {
          passTheTtl();
          assertThat(list("")).containsExactly("d/");
        };

    remove("d/f");
    passTheTtl();

    assertThat(names.inode(directory).id()).isEqualTo(directory);
    assertThat(list("")).containsExactly("d/");
  }

  @Test
  void n7_aDirectoryThatTheServerDiedBeforeStays() {
    store.put("p/d/f", "");
    FileId directory = id("d");
    store.afterDelete =
        () -> {
          throw new IllegalStateException("killed in this test");
        };
    assertThatThrownBy(() -> remove("d/f")).isInstanceOf(IllegalStateException.class);

    restart();

    assertThat(names.inode(directory).id()).isEqualTo(directory);
  }

  @Test
  void n7_aDirectoryThatHeldOneOfThisMountStaysWhileThatIsRemoved() {
    store.put("p/d/f", "");
    mkdir("d/e");
    store.delete("p/d/f");
    passTheTtl();
    FileId directory = id("d");

    rmdir("d/e");
    passTheTtl();

    assertThat(id("d")).isEqualTo(directory);
  }

  @Test
  void whatIsDeletedIsGoneAlsoWhereItsHandleCannotBeRetired() {
    store.put("p/d/f", "");
    FileId file = id("d/f");
    handles.isFull = true;

    remove("d/f");

    assertThat(isThere("d/f")).isFalse();
    assertThat(isThere("d")).isTrue();
    handles.isFull = false;
    assertFails(VfsError.STALE, () -> names.inode(file));
  }

  @Test
  void whoCreatesARemovedNameAnewGetsAnotherFile() {
    store.put("p/d/f", "");
    FileId file = id("d/f");

    remove("d/f");
    store.put("p/d/f", "");
    passTheTtl();

    assertThat(id("d/f")).isNotEqualTo(file);
  }

  @Test
  void n7_aDirectoryOfWhichOthersRemoveTheLastFileGoes() {
    store.put("p/d/f", "");
    store.put("p/d/g", "");

    remove("d/f");
    passTheTtl();
    assertThat(list("d")).containsExactly("g");
    store.delete("p/d/g");
    passTheTtl();

    assertThat(isThere("d")).isFalse();
  }

  @Test
  void n7_whatStaysGoesWithTheMountAndWhatWasMadeDoesNot() {
    store.put("p/emptied/f", "");
    remove("emptied/f");
    store.put("p/parent/f", "");
    remove("parent/f");
    mkdir("parent/made");

    local.forgetKept();
    passTheTtl();

    assertThat(list("")).containsExactly("parent/");
    assertThat(list("parent")).containsExactly("made/");
    restart();
    assertThat(list("")).containsExactly("parent/");
  }

  @Test
  void n8_rmdirIsForEmptyDirectories() {
    store.put("p/full/f", "");
    store.put("p/hidden//x", "");
    store.put("p/file", "");
    mkdir("outer");
    mkdir("outer/inner");

    assertFails(VfsError.NOT_EMPTY, () -> rmdir("full"));
    assertFails(VfsError.NOT_EMPTY, () -> rmdir("hidden"));
    assertFails(VfsError.NOT_EMPTY, () -> rmdir("outer"));
    assertFails(VfsError.NOT_DIRECTORY, () -> rmdir("file"));
    assertFails(VfsError.NOT_FOUND, () -> rmdir("nothing"));
    rmdir("outer/inner");
    rmdir("outer");
    assertFails(VfsError.NOT_FOUND, () -> rmdir("outer"));
  }

  @Test
  void n8_whetherADirectoryIsEmptyIsAskedNow() {
    use(EVER, rules(true, false));
    mkdir("d");
    assertThat(list("d")).isEmpty();
    store.put("p/d/f", "");

    assertFails(VfsError.NOT_EMPTY, () -> rmdir("d"));
  }

  @Test
  void n8_aMarkerIsDeletedOnlyIfThatIsAllowed() {
    store.put("p/marked/", "");
    use(SECOND, rules(false, false));

    assertFails(VfsError.NOT_PERMITTED, () -> rmdir("marked"));
    assertThat(store.has("p/marked/")).isTrue();
    use(SECOND, rules(true, false));
    rmdir("marked");
    assertThat(store.has("p/marked/")).isFalse();
    assertThat(isThere("marked")).isFalse();
  }

  @Test
  void n8_aMarkerWithBytesIsNotDeletedWithItsDirectory() {
    store.put("p/marked/", "what some tool keeps there");

    assertFails(VfsError.NOT_EMPTY, () -> rmdir("marked"));
    assertThat(store.has("p/marked/")).isTrue();
    assertThat(list("marked")).isEmpty();
  }

  @Test
  void n8_aDirectoryThatOthersEmptiedIsGone() {
    store.put("p/d/f", "");
    assertThat(isThere("d")).isTrue();
    store.delete("p/d/f");

    assertFails(VfsError.NOT_FOUND, () -> rmdir("d"));
    assertThat(isThere("d")).isFalse();
  }

  @Test
  void n8_theHandleOfARemovedDirectoryIsStale() {
    store.put("p/d/f", "");
    FileId directory = id("d");
    assertThat(list("d")).containsExactly("f");
    remove("d/f");
    rmdir("d");

    assertFails(VfsError.STALE, () -> names.inode(directory));
  }

  @Test
  void d1_removingDeletesTheObjectIfThatIsAllowed() {
    store.put("p/f", "");
    store.put("p/d/x", "");
    use(SECOND, rules(false, false));

    assertFails(VfsError.NOT_PERMITTED, () -> remove("f"));
    assertThat(store.has("p/f")).isTrue();
    use(SECOND, rules(true, false));
    assertFails(VfsError.IS_DIRECTORY, () -> remove("d"));
    assertFails(VfsError.NOT_FOUND, () -> remove("nothing"));
    FileId file = id("f");
    remove("f");
    assertThat(store.has("p/f")).isFalse();
    assertFails(VfsError.STALE, () -> names.inode(file));
  }

  @Test
  void removingTheFilesOfAFreshListingIsOneRequestEach() {
    for (int i = 0; i < 20; i++) {
      store.put("p/d/" + i, "");
    }
    list("d");
    int before = store.requests();

    for (int i = 0; i < 19; i++) {
      remove("d/" + i);
    }

    assertThat(store.requests()).isEqualTo(before + 19);
  }
}
