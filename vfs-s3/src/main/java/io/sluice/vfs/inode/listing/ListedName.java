package io.sluice.vfs.inode.listing;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import org.jspecify.annotations.Nullable;

/// One name of a listing.
///
/// @param facts of a file; null for a directory
public record ListedName(FileName name, FileType type, @Nullable ObjectFacts facts) {
  /// Where the name stands in its listing.
  public ListingPosition position() {
    return ListingPosition.of(name, type);
  }

  /// Whether it is a directory.
  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }
}
