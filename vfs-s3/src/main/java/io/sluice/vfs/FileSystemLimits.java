package io.sluice.vfs;

/// What holds for all files of a file system.
///
/// @param readOnly whether every change is refused with `READ_ONLY`
public record FileSystemLimits(boolean readOnly) {
  /// The most bytes of one read or write: 1 MiB, the most that a Linux client asks for.
  public static final int LARGEST_TRANSFER = 1 << 20;
}
