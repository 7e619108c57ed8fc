package io.sluice.vfs.s3;

/// Where a part goes.
///
/// @param number 1 to 10,000
public record PartSlot(ObjectKey key, UploadId upload, int number) {}
