package io.sluice.vfs.bucket;

/// What all files and directories of a mount have in common, since S3 keeps none of it.
///
/// @param uid of the owner
/// @param gid of the owner
/// @param fileMode permission bits of files, such as 0644
/// @param directoryMode permission bits of directories, such as 0755
public record Ownership(int uid, int gid, int fileMode, int directoryMode) {
  public Ownership {
    if ((fileMode & ~07777) != 0 || (directoryMode & ~07777) != 0) {
      throw new IllegalArgumentException("permission bits are 0 to 07777");
    }
  }
}
