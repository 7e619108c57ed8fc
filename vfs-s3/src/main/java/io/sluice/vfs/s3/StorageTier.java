package io.sluice.vfs.s3;

/// Whether the bytes of an object can be had now.
public enum StorageTier {
  /// They can: an ordinary storage class, or archived and restored.
  READABLE,
  /// Archived (GLACIER, DEEP_ARCHIVE, an archive tier of INTELLIGENT_TIERING) and not restored.
  ARCHIVED,
  /// An archive class in a listing, which does not tell whether it is restored; HeadObject does.
  ARCHIVED_UNLESS_RESTORED
}
