package io.sluice.vfs.inode;

import static io.sluice.vfs.inode.NamesUnderChange.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalFiles;
import io.sluice.vfs.inode.local.LocalStates;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The table of files in writing.
final class LocalFilesTest {
  @Test
  void filesInWritingAreBounded() {
    LocalDirectories local =
        LocalStates.noDirectories(new InodeTable("/b", new MapHandleTable()), () -> 0);
    LocalFiles most = new LocalFiles(local, () -> Instant.EPOCH, 2);
    Place a = new Place(FileIds.ROOT, FileName.of("a"), FileType.REGULAR);
    Place b = new Place(FileIds.ROOT, FileName.of("b"), FileType.REGULAR);
    Place c = new Place(FileIds.ROOT, FileName.of("c"), FileType.REGULAR);
    assertThat(most.add(a)).isTrue();
    assertThat(most.add(b)).isTrue();

    assertFails(VfsError.NO_SPACE, () -> most.add(c));
    assertThat(most.add(a)).isFalse();
    assertThat(most.end(a)).isTrue();
    assertThat(most.end(a)).isFalse();
    assertThat(most.add(c)).isTrue();
  }
}
