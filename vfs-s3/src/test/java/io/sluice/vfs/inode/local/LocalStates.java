package io.sluice.vfs.inode.local;

import io.sluice.vfs.inode.handle.InodeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// Local states for tests that have no folder of their own.
public final class LocalStates {
  private LocalStates() {}

  /// An empty one, in a file that goes when the tests end.
  public static LocalState temporary() {
    try {
      Path folder = Files.createTempDirectory("local-state");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("local.mv");
      file.toFile().deleteOnExit();
      return LocalState.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// No local directories yet.
  public static LocalDirectories noDirectories(InodeTable inodes, LongSupplier ticker) {
    return LocalDirectories.open(temporary(), inodes, ticker);
  }
}
