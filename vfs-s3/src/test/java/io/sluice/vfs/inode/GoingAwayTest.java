package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.local.GoingAway;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalStates;
import org.junit.jupiter.api.Test;

/// A directory is removed while others who had found it before make something in it.
final class GoingAwayTest extends NamesUnderChange {
  private final FileId id = mkdir("d");
  private final Place directory = new Place(FileIds.ROOT, FileName.of("d"), FileType.DIRECTORY);
  private final Place inside = new Place(id, FileName.of("c"), FileType.DIRECTORY);
  private final Place below =
      new Place(names.inodes().identify(inside), FileName.of("e"), FileType.DIRECTORY);

  private void goes() {
    assertThat(local.remove(directory)).isTrue();
  }

  @Test
  void n8_nothingComesToBeInADirectoryThatIsBeingRemoved() {
    goes();

    assertFails(VfsError.STALE, () -> local.make(inside));
    assertFails(VfsError.STALE, () -> local.make(below));
    assertFails(VfsError.STALE, () -> local.beginsToHold(id));
    local.keep(directory);
    assertThat(list("")).isEmpty();
  }

  @Test
  void n8_whatWasRemovedCanBeMadeAndRemovedAgain() {
    goes();
    assertFails(VfsError.BUSY, () -> local.make(directory));
    names.inodes().retire(directory);

    assertThat(mkdir("d")).isNotEqualTo(id);
    mkdir("d/c");
    rmdir("d/c");
    rmdir("d");
    assertThat(list("")).isEmpty();
  }

  @Test
  void n8_aDirectoryWhoseIdCouldNotBeRetiredIsOneAgainAfterAWhile() {
    goes();
    nanos.addAndGet(GoingAway.LONGEST.toNanos());

    assertThat(local.make(directory)).isTrue();
    assertThat(local.make(inside)).isTrue();
    assertThat(list("d")).containsExactly("c/");
  }

  @Test
  void n8_whatAFileHeldUpGoesWithItAlsoWhenItsIdIsStale() {
    InodeTable inodes = new InodeTable("/b", handles);
    LocalDirectories held = LocalStates.noDirectories(inodes, nanos::get);
    held.beginsToHold(id);
    inodes.retire(directory);

    held.endsToHold(id);

    assertThat(held.holds(directory)).isFalse();
  }
}
