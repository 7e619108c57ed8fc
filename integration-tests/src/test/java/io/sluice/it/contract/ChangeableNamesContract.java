package io.sluice.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import org.junit.jupiter.api.Test;

/// What can be asked of a file system in which directories can be made, and files and directories
/// removed.
public abstract class ChangeableNamesContract extends VirtualFileSystemContract {
  @Override
  protected final boolean isWritable() {
    return true;
  }

  @Test
  void aDirectoryIsMadeOnce() {
    CreateOutcome made = makeDirectory("dir");

    assertThat(find("dir")).isEqualTo(made.attributes());
    assertThat(made.attributes().isDirectory()).isTrue();
    assertDirectoryChanged(made.directory());
    assertFails(VfsError.EXISTS, () -> makeDirectory("dir"));
  }

  @Test
  void aRemovedFileIsGone() {
    seed("file", text("x"));
    FileId file = find("file").id();

    assertDirectoryChanged(fileSystem().remove(fileSystem().root(), FileName.of("file")));

    assertFails(VfsError.STALE, () -> fileSystem().getAttributes(file));
    assertFails(
        VfsError.NOT_FOUND, () -> fileSystem().remove(fileSystem().root(), FileName.of("file")));
  }

  @Test
  void removeIsForFilesAndRemoveDirectoryForEmptyDirectories() {
    seed("dir/file", text("x"));
    FileId root = fileSystem().root();

    assertFails(VfsError.IS_DIRECTORY, () -> fileSystem().remove(root, FileName.of("dir")));
    assertFails(VfsError.NOT_EMPTY, () -> fileSystem().removeDirectory(root, FileName.of("dir")));
    assertFails(
        VfsError.NOT_DIRECTORY,
        () -> fileSystem().removeDirectory(find("dir").id(), FileName.of("file")));

    fileSystem().remove(find("dir").id(), FileName.of("file"));
    assertDirectoryChanged(fileSystem().removeDirectory(root, FileName.of("dir")));
    assertFails(VfsError.NOT_FOUND, () -> fileSystem().removeDirectory(root, FileName.of("dir")));
  }

  @Test
  void aListingGoesOnAfterANameThatIsGone() {
    for (int i = 0; i < 6; i++) {
      seed("dir/" + i, text("x"));
    }
    FileId dir = find("dir").id();
    DirectoryPage first = fileSystem().list(dir, 0, 3);
    long cookie = first.entries().getLast().id().value();

    first.entries().forEach(entry -> fileSystem().remove(dir, entry.name()));
    DirectoryPage rest = fileSystem().list(dir, cookie, 10);

    assertThat(rest.entries()).hasSize(3).doesNotContainAnyElementsOf(first.entries());
    assertThat(rest.reachedEnd()).isTrue();
  }

  @Test
  void aDirectoryThatLosesItsLastNameStays() {
    seed("dir/sub/file", text("x"));
    FileId sub = find("dir/sub").id();

    fileSystem().remove(sub, FileName.of("file"));

    assertThat(namesIn("dir/sub", 10)).isEmpty();
    fileSystem().removeDirectory(find("dir").id(), FileName.of("sub"));
    assertThat(namesIn("dir", 10)).isEmpty();
    assertFails(VfsError.STALE, () -> fileSystem().getAttributes(sub));
  }

  @Test
  void aDirectoryInADirectoryThatWasMadeIsListedAndRemoved() {
    FileId outer = makeDirectory("outer").attributes().id();
    fileSystem().makeDirectory(outer, FileName.of("inner"), AttributeChanges.NONE);

    assertThat(namesIn("outer", 10)).containsExactly("inner");
    assertFails(
        VfsError.NOT_EMPTY,
        () -> fileSystem().removeDirectory(fileSystem().root(), FileName.of("outer")));
    fileSystem().removeDirectory(outer, FileName.of("inner"));
    fileSystem().removeDirectory(fileSystem().root(), FileName.of("outer"));
    assertThat(namesIn("", 10)).isEmpty();
  }

  protected final CreateOutcome makeDirectory(String name) {
    return fileSystem()
        .makeDirectory(fileSystem().root(), FileName.of(name), AttributeChanges.NONE);
  }

  /// Attributes around a change are true or absent.
  protected static void assertDirectoryChanged(AttributeChange change) {
    if (change.before() != null && change.after() != null) {
      assertThat(change.after().ctime()).isAfter(change.before().ctime());
    }
  }
}
