package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A handle table in memory, which outlives the file systems of a test as the one on disk outlives
/// the process.
public final class MapHandleTable implements HandleTable {
  private final Map<FileId, HandleEntry> entries = new ConcurrentHashMap<>();

  /// Whether it takes nothing new, as on a full disk; for tests of one thread.
  public boolean isFull;

  @Override
  public @Nullable HandleEntry find(FileId id) {
    return entries.get(id);
  }

  @Override
  public List<HandleEntry> claim(List<HandleEntry> wanted) {
    requireRoom(wanted.stream().allMatch(entry -> entries.containsKey(entry.id())));
    return wanted.stream().map(entry -> entries.computeIfAbsent(entry.id(), _ -> entry)).toList();
  }

  @Override
  public void replace(HandleEntry entry) {
    requireRoom(false);
    entries.put(entry.id(), entry);
  }

  private void requireRoom(boolean isKnown) {
    if (isFull && !isKnown) {
      throw new VfsException(VfsError.NO_SPACE, "the disk is full in this test");
    }
  }

  @Override
  public void close() {}
}
