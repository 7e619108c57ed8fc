package io.sluice.vfs;

/// The identity of a file or directory in one file system: 63 bits, never 0, 1 or 2, which
/// directory cookies need for the start, `.` and `..`. It does not change over a restart, an
/// overwrite or a rename.
public record FileId(long value) {
  /// The smallest identity that a file may have.
  public static final long SMALLEST = 3;

  public FileId {
    if (value < SMALLEST) {
      throw new IllegalArgumentException("a file id is at least 3, not " + value);
    }
  }
}
