package io.sluice.vfs.read.disk;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;

/// One version of an object: what has the same name here has the same bytes for ever.
///
/// @param bucket the bucket, by a name that no other store has
public record ObjectVersion(String bucket, ObjectKey key, ETag eTag) {}
