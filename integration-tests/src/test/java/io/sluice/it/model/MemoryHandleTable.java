package io.sluice.it.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.inode.HandleTable;
import io.sluice.vfs.inode.Place;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A handle table that outlives the file systems of a story, as the one on disk outlives the
/// process.
final class MemoryHandleTable implements HandleTable {
  private final Map<FileId, Place> places = new ConcurrentHashMap<>();

  @Override
  public @Nullable Place find(FileId id) {
    return places.get(id);
  }

  @Override
  public void remember(Map<FileId, Place> remembered) {
    places.putAll(remembered);
  }

  @Override
  public void close() {}
}
