package io.sluice.vfs;

/// The bounds that FSINFO reports.
///
/// @param largestFile bytes
/// @param readOnly whether every change is refused with `READ_ONLY`
public record FileSystemLimits(long largestFile, boolean readOnly) {
  /// The most bytes of one read or write: 1 MiB, the most that a Linux client asks for.
  public static final int LARGEST_TRANSFER = 1 << 20;
}
