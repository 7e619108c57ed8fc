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
  public record Name(FileName name, Inode inode) {}
}
