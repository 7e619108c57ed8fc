package io.sluice.vfs.read.disk;

/// A stretch of the bytes of one version of an object.
///
/// @param start of its first byte in the object
/// @param length 1 to [#LARGEST]
public record BlockId(ObjectVersion version, long start, int length) {
  /// One NFS transfer.
  public static final int LARGEST = 1 << 20;

  public BlockId {
    if (start < 0 || length < 1 || length > LARGEST) {
      throw new IllegalArgumentException("a block of " + length + " bytes at " + start);
    }
  }
}
