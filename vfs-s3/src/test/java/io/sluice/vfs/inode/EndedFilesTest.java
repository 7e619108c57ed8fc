package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files that were dropped, retired or removed.
final class EndedFilesTest extends FilesUnderChange {
  @Test
  void aDroppedFileIsGoneAtOnceAndItsIdStale() {
    list("");
    FileId file = create("f");
    Instant before = changed(FileIds.ROOT);

    files.dropped(file);

    assertThat(changed(FileIds.ROOT)).isAfter(before);
    assertThat(isThere("f")).isFalse();
    assertThat(list("")).isEmpty();
    assertFails(VfsError.STALE, () -> names.inode(file));
    assertFails(VfsError.STALE, () -> files.key(file));
    assertThat(create("f")).isNotEqualTo(file);
  }

  @Test
  void droppingWhatIsInS3DoesNothing() {
    FileId file = create("f");
    publish(file, "1");

    files.dropped(file);

    assertThat(find("f").id()).isEqualTo(file);
  }

  @Test
  void w15_aRetiredFileHasAnotherIdUnderItsName() {
    FileId inS3 = create("f");
    publish(inS3, "1");
    FileId local = create("g");
    for (FileId file : List.of(inS3, local)) {
      Instant before = changed(FileIds.ROOT);
      files.retire(file);
      files.retire(file);

      assertFails(VfsError.STALE, () -> names.inode(file));
      assertFails(VfsError.STALE, () -> files.key(file));
      assertThat(changed(FileIds.ROOT)).isAfter(before);
    }
    assertThat(find("f").id()).isNotEqualTo(inS3);
    FileId next = find("g").id();
    assertThat(next).isNotEqualTo(local);
    assertThat(names.inode(next).id()).isEqualTo(next);
    restart();
    assertFails(VfsError.STALE, () -> files.restore(local));
  }

  @Test
  void d4_aFileInWritingIsRemovedWhateverTheRules() {
    use(SECOND, rules(false, false));
    store.put("p/old", "");
    FileId directory = mkdir("d");
    FileId file = create(directory, "f");

    files.remove(directory, FileName.of("f"));

    assertThat(isThere(directory, "f")).isFalse();
    assertFails(VfsError.STALE, () -> names.inode(file));
    assertFails(VfsError.NOT_FOUND, () -> files.remove(directory, FileName.of("f")));
    assertFails(VfsError.NOT_FOUND, () -> files.remove(FileIds.ROOT, FileName.of("old")));
    assertFails(VfsError.IS_DIRECTORY, () -> files.remove(FileIds.ROOT, FileName.of("d")));
    assertThat(store.deletes).hasValue(0);
  }

  @Test
  void n7_theDirectoryOfARemovedFileStays() {
    store.put("p/d/x", "");
    FileId directory = find("d").id();
    create(directory, "f");
    store.delete("p/d/x");
    passTheTtl();
    assertThat(list(directory, 10)).containsExactly("f");

    files.remove(directory, FileName.of("f"));
    passTheTtl();

    assertThat(list("")).containsExactly("d/");
    assertThat(list(directory, 10)).isEmpty();
  }
}
