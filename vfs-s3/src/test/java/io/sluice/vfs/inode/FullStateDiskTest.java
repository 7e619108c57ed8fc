package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The disk of the state directory is full: known names go on (semantics, table of errors).
final class FullStateDiskTest {
  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final MapHandleTable table = new MapHandleTable();

  private Namespace open() {
    InodeTable inodes = new InodeTable("/bucket", table);
    return Namespace.open(
        store,
        "",
        inodes,
        LocalStates.noDirectories(inodes, () -> 0),
        NamespaceOptions.of(
                new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1)), () -> Instant.EPOCH, () -> 0)
            .askingAheadOn(Runnable::run));
  }

  @Test
  void directoriesThatAreNewHarmNobodyWhoWalksThroughKnownOnes() {
    for (int i = 0; i < 20; i++) {
      store.put("d%02d/file".formatted(i), "");
    }
    List<FileId> known = new ArrayList<>();
    Namespace before = open();
    for (int i = 0; i < 20; i++) {
      FileId id = before.lookup(FileIds.ROOT, FileName.of("d%02d".formatted(i))).orElseThrow().id();
      assertThat(before.lookup(id, FileName.of("file"))).isPresent();
      known.add(id);
    }
    store.put("d01-new/file", "");
    store.put("d19-new/file", "");
    table.isFull = true;

    Namespace restarted = open();
    for (FileId directory : known) {
      assertThat(restarted.lookup(directory, FileName.of("file"))).isPresent();
    }

    assertThat(restarted.flatPages()).isPositive();
  }
}
