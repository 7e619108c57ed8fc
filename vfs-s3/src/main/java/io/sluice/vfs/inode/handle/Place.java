package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;

/// Where a file or directory stands: its name in its parent. The key of an object follows from the
/// places up to the root, so that no table holds whole keys.
public record Place(FileId parent, FileName name, FileType type) {
  /// Where something of another type with the same name stands.
  public Place as(FileType other) {
    return new Place(parent, name, other);
  }
}
