package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.listing.ObjectFacts;
import java.time.Instant;

/// A file or directory that exists.
public sealed interface Inode {
  /// Its identity.
  FileId id();

  /// What it is.
  FileType type();

  /// A file, with what S3 told of its object.
  record File(FileId id, ObjectFacts facts) implements Inode {
    @Override
    public FileType type() {
      return FileType.REGULAR;
    }
  }

  /// A directory, with the time when it was last seen to change.
  record Directory(FileId id, Instant changed) implements Inode {
    @Override
    public FileType type() {
      return FileType.DIRECTORY;
    }
  }
}
