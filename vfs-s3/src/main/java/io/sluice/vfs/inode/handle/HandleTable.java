package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each id stands for, remembered over restarts of the program: an id may leave the server
/// only once it is in here. Safe for any number of threads.
public interface HandleTable extends AutoCloseable {
  /// The entry of an id, or null if the id was never given out.
  ///
  /// @throws io.sluice.vfs.VfsException `IO` if the table cannot be read
  @Nullable HandleEntry find(FileId id);

  /// Gives ids to those that want them. An id that has an entry keeps it, whosever it is; among
  /// several that want the same id the first gets it. When this returns, the new entries survive
  /// the death of the process.
  ///
  /// @return the entries that the ids have now, in the order of `wanted`
  /// @throws io.sluice.vfs.VfsException `NO_SPACE` if the disk is full and an entry is new; `IO` if
  ///   the table cannot be read
  List<HandleEntry> claim(List<HandleEntry> wanted);

  /// Puts an entry in place of the one that its id has, at once or not at all.
  ///
  /// @throws io.sluice.vfs.VfsException as [#claim(List)]
  void replace(HandleEntry entry);

  @Override
  void close();
}
