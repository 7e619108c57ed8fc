package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which place each id stands for, remembered over restarts of the program: an id may leave the
/// server only once it is in here.
public interface HandleTable extends AutoCloseable {
  /// The place of an id, or null if the id was never remembered.
  @Nullable Place find(FileId id);

  /// Remembers places. When this returns they survive the death of the process.
  ///
  /// @throws io.sluice.vfs.VfsException `NO_SPACE` if the disk is full
  void remember(Map<FileId, Place> places);

  @Override
  void close();
}
