package io.sluice.vfs.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What LIST and HEAD tell of one object.
///
/// @param size bytes
/// @param eTag null where the server has none (a file dropped into the folder of a file-backed
///   store)
public record ObjectSummary(
    ObjectKey key, long size, Instant lastModified, @Nullable ETag eTag, StorageTier tier) {}
