package io.sluice.vfs;

import java.time.Instant;

/// What `stat` shows of a file or directory.
///
/// @param mode permission bits only, 0 to 07777
/// @param size bytes
/// @param used bytes that it takes in the store, a multiple of 512
/// @param ctime moves whenever the content may have changed: NFS clients drop their caches by it
public record FileAttributes(
    FileId id,
    FileType type,
    int mode,
    int links,
    int uid,
    int gid,
    long size,
    long used,
    Instant atime,
    Instant mtime,
    Instant ctime) {
  public FileAttributes {
    if ((mode & ~07777) != 0 || size < 0 || used < 0 || links < 1) {
      throw new IllegalArgumentException("not attributes: mode " + mode + ", size " + size);
    }
  }

  /// Whether this is a directory.
  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  /// The part that an NFS reply shows of the time before a change.
  public Before before() {
    return new Before(size, mtime, ctime);
  }
}
