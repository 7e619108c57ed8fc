package io.sluice.vfs.inode;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What S3 told of an object, without its key.
///
/// @param size bytes
public record ObjectFacts(long size, Instant lastModified, @Nullable ETag eTag, StorageTier tier) {
  /// The facts in a summary.
  public static ObjectFacts of(ObjectSummary object) {
    return new ObjectFacts(object.size(), object.lastModified(), object.eTag(), object.tier());
  }
}
