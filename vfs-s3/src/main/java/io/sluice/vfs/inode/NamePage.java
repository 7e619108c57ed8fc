package io.sluice.vfs.inode;

import io.sluice.vfs.FileName;
import java.util.List;

/// Some names of a directory.
///
/// @param reachedEnd whether none come after them
public record NamePage(List<Name> names, boolean reachedEnd) {
  public NamePage {
    names = List.copyOf(names);
  }

  /// One name and what it is.
  ///
  /// @param isSure whether the time of a directory is no older than a look at it would tell
  public record Name(FileName name, Inode inode, boolean isSure) {}
}
