package io.sluice.vfs.s3.listing;

import io.sluice.vfs.s3.StorageTier;
import org.jspecify.annotations.Nullable;

/// What the storage headers of S3 say of an object's bytes. GLACIER_IR is no archive in this sense.
public final class StorageTiers {
  private StorageTiers() {}

  /// From the StorageClass of a listing, which does not tell whether an object is restored.
  static StorageTier listed(@Nullable String storageClass) {
    return isArchive(storageClass) ? StorageTier.ARCHIVED_UNLESS_RESTORED : StorageTier.READABLE;
  }

  /// From the headers of HeadObject.
  ///
  /// @param restore `x-amz-restore`
  /// @param archiveStatus `x-amz-archive-status`, of INTELLIGENT_TIERING
  public static StorageTier headed(
      @Nullable String storageClass, @Nullable String restore, @Nullable String archiveStatus) {
    boolean restored = restore != null && restore.contains("ongoing-request=\"false\"");
    return (isArchive(storageClass) || archiveStatus != null) && !restored
        ? StorageTier.ARCHIVED
        : StorageTier.READABLE;
  }

  private static boolean isArchive(@Nullable String storageClass) {
    return "GLACIER".equals(storageClass) || "DEEP_ARCHIVE".equals(storageClass);
  }
}
