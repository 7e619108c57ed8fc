package io.sluice.vfs.read;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One version of an object, as S3 tells it.
///
/// @param eTag null only where the server has no ETags
/// @param size bytes
public record ReadableObject(ObjectKey key, @Nullable ETag eTag, long size, Instant lastModified) {}
