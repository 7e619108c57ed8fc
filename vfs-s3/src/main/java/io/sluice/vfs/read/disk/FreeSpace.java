package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is left of a file system, for this process.
interface FreeSpace {
  /// Bytes that may still be written, and bytes of all.
  record Left(long usable, long total) {
    /// Others on the same file system need room too: a twentieth, or a gibibyte where that is less.
    private static final int SHARE = 20;

    private static final long ENOUGH = 1L << 30;

    /// How much must be freed so that `more` bytes can be written; 0 or less if nothing, or if the
    /// file system does not tell.
    long lacking(long more) {
      return total <= 0 ? 0 : Math.min(total / SHARE, ENOUGH) + more - usable;
    }
  }

  Left look() throws IOException;

  /// Of the file system that has this folder.
  static FreeSpace of(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    return () -> new Left(store.getUsableSpace(), store.getTotalSpace());
  }
}
