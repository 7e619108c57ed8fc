package io.sluice.vfs;

/// Why a request to the file system failed, in POSIX words. `server.nfs3.StatusMapping` gives each
/// its NFSv3 status.
public enum VfsError {
  /// No such name.
  NOT_FOUND,
  /// The object behind an id is gone.
  STALE,
  NOT_DIRECTORY,
  IS_DIRECTORY,
  EXISTS,
  NOT_EMPTY,
  /// The store or the mode bits refuse the caller.
  ACCESS_DENIED,
  /// The flags of this mount refuse the operation.
  NOT_PERMITTED,
  READ_ONLY,
  INVALID,
  NAME_TOO_LONG,
  TOO_LARGE,
  NO_SPACE,
  CROSS_DEVICE,
  /// The store has no such request, or not with these headers.
  NOT_SUPPORTED,
  /// A directory cookie that cannot be resolved.
  BAD_COOKIE,
  /// A guard on the ctime did not hold.
  NOT_SYNCHRONIZED,
  /// Not now: memory is short or the store is slow; the caller should ask again later.
  BUSY,
  IO,
  /// Only from [VirtualFileSystem#atHand()]: the answer is not in memory. Nothing has happened; ask
  /// the file system itself.
  NOT_AT_HAND
}
