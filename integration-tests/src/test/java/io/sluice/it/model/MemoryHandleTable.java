package io.sluice.it.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.inode.handle.HandleEntry;
import io.sluice.vfs.inode.handle.HandleTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A handle table in memory, which outlives the file systems of a test as the one on disk outlives
/// the process.
final class MemoryHandleTable implements HandleTable {
  private final Map<FileId, HandleEntry> entries = new ConcurrentHashMap<>();

  @Override
  public @Nullable HandleEntry find(FileId id) {
    return entries.get(id);
  }

  @Override
  public List<HandleEntry> claim(List<HandleEntry> wanted) {
    return wanted.stream().map(entry -> entries.computeIfAbsent(entry.id(), _ -> entry)).toList();
  }

  @Override
  public void replace(HandleEntry entry) {
    entries.put(entry.id(), entry);
  }

  @Override
  public void close() {}
}
