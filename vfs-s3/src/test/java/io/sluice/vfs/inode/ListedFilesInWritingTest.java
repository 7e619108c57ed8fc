package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How files in writing stand among the names of S3, and what they keep.
final class ListedFilesInWritingTest extends FilesUnderChange {
  @Test
  void n4_aDirectoryInS3GoesBeforeAFileInWritingAndThatBeforeAFileInS3() {
    FileId file = create("f");
    store.put("p/f", "of another");
    passTheTtl();

    assertThat(find("f").id()).isEqualTo(file);
    assertThat(((Inode.File) find("f")).facts().size()).isZero();
    assertThat(list("")).containsExactly("f");

    store.put("p/f/x", "");
    passTheTtl();
    assertThat(list("")).containsExactly("f/");
    assertThat(find("f").type()).isEqualTo(FileType.DIRECTORY);

    store.delete("p/f/x");
    passTheTtl();
    assertThat(find("f").id()).isEqualTo(file);
    assertThat(list("")).containsExactly("f");
  }

  @Test
  void n4_aShadowedFileInWritingDoesNotCutAPageShort() {
    create("a");
    create("b");
    store.put("p/a/x", "");
    passTheTtl();

    assertThat(list(FileIds.ROOT, 1)).containsExactly("a/", "b");
  }

  @Test
  void n5_filesInWritingStandInTheOrderOfListingsOnPagesOfAnySize() {
    IntStream.range(0, 20).forEach(i -> store.put("p/s%02d".formatted(i), ""));
    store.put("p/r/x", "");
    list("");
    List<String> expected = new ArrayList<>(list(""));
    for (int i = 0; i < 20; i++) {
      FileId file = create("s%02d-new".formatted(i));
      expected.add("s%02d-new".formatted(i));
      if (i % 2 == 0) {
        publish(file, "");
      }
    }
    create("a");
    expected.add("a");
    expected.sort(null);

    for (int most : List.of(1, 2, 3, 7, 100)) {
      assertThat(list(FileIds.ROOT, most)).isEqualTo(expected);
    }
    passTheTtl();
    for (int most : List.of(1, 5, 100)) {
      assertThat(list(FileIds.ROOT, most)).isEqualTo(expected);
    }
  }

  @Test
  void n5_manyFilesBehindTheLastNameOfS3AreAllListed() {
    store.put("p/a", "");
    List<String> expected = new ArrayList<>(list(""));
    for (int i = 10; i < 30; i++) {
      FileId file = create("f" + i);
      expected.add("f" + i);
      if (i >= 20) {
        publish(file, "");
      }
    }

    for (int most : List.of(1, 4, 5, 10, 21, 100)) {
      assertThat(list(FileIds.ROOT, most)).isEqualTo(expected);
    }
  }

  @Test
  void a5_aFileThatIsPublishedWhileItsDirectoryIsListedIsListed() {
    store.put("p/x", "");
    IntStream.range(0, 1500).forEach(i -> store.put("p/x-%04d".formatted(i), ""));
    FileId file = create("p");
    // whether a directory x hides the first name is asked of S3 once that has been taken
    store.meanwhile = () -> store.meanwhile = () -> publish(file, "content");

    assertThat(list(FileIds.ROOT, 1500)).hasSize(1502).contains("p");
  }

  @Test
  void n6_aFileInWritingKeepsItsDirectories() {
    store.put("p/d/e/x", "");
    FileId directory = find("d").id();
    FileId below = find(directory, "e").id();
    FileId file = create(below, "f");
    store.delete("p/d/e/x");
    passTheTtl();

    assertThat(names.inode(below).id()).isEqualTo(below);
    assertThat(find(directory, "e").id()).isEqualTo(below);
    assertThat(list(below, 10)).containsExactly("f");
    assertThat(list(directory, 10)).containsExactly("e/");
    assertThat(list("")).containsExactly("d/");

    publish(file, "content");
    assertThat(list("")).containsExactly("d/");
    assertThat(find(directory, "e").id()).isEqualTo(below);
    assertThat(list(below, 10)).containsExactly("f");
    store.delete("p/d/e/f");
    passTheTtl();
    assertThat(list("")).isEmpty();
  }

  @Test
  void n8_aDirectoryWithAFileInWritingIsNotEmpty() {
    FileId directory = mkdir("d");
    FileId file = create(directory, "f");

    assertFails(VfsError.NOT_EMPTY, () -> changes.removeDirectory(FileIds.ROOT, FileName.of("d")));
    files.dropped(file);
    changes.removeDirectory(FileIds.ROOT, FileName.of("d"));

    assertThat(isThere("d")).isFalse();
  }
}
