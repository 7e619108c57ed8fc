package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import java.util.List;

/// Directories that exist through this mount only.
interface LocalNames {
  /// None at all.
  LocalNames NONE =
      new LocalNames() {
        @Override
        public boolean holds(Place directory) {
          return false;
        }

        @Override
        public List<FileName> names(FileId parent) {
          return List.of();
        }
      };

  /// Whether a directory exists here, whatever S3 has.
  boolean holds(Place directory);

  /// The directories in another one, in the order of their positions in listings.
  List<FileName> names(FileId parent);
}
