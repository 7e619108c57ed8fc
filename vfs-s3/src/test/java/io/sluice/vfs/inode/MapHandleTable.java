package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A handle table in memory, which outlives the file systems of a test as the one on disk outlives
/// the process.
public final class MapHandleTable implements HandleTable {
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
