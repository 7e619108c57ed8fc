package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// Whether the bytes of an object can be had now, by the storage headers of S3. GLACIER_IR is no
/// archive in this sense.
public enum StorageTier {
  /// They can: an ordinary storage class, or archived and restored.
  READABLE,
  /// Archived (GLACIER, DEEP_ARCHIVE, an archive tier of INTELLIGENT_TIERING) and not restored.
  ARCHIVED,
  /// An archive class in a listing, which does not tell whether it is restored; HeadObject does.
  ARCHIVED_UNLESS_RESTORED;

  /// From the StorageClass of a listing, which does not tell whether an object is restored.
  public static StorageTier listed(@Nullable String storageClass) {
    return isArchive(storageClass) ? ARCHIVED_UNLESS_RESTORED : READABLE;
  }

  /// From the headers of HeadObject.
  ///
  /// @param restore `x-amz-restore`
  /// @param archiveStatus `x-amz-archive-status`, of INTELLIGENT_TIERING
  public static StorageTier headed(
      @Nullable String storageClass, @Nullable String restore, @Nullable String archiveStatus) {
    boolean restored = restore != null && restore.contains("ongoing-request=\"false\"");
    return (isArchive(storageClass) || archiveStatus != null) && !restored ? ARCHIVED : READABLE;
  }

  private static boolean isArchive(@Nullable String storageClass) {
    return "GLACIER".equals(storageClass) || "DEEP_ARCHIVE".equals(storageClass);
  }
}
