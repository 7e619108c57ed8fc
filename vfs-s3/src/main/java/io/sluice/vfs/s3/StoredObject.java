package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// What HeadObject tells of an object to whoever wants to know whether it is the one that was put.
///
/// @param size bytes, or [#UNTOLD]
/// @param crc32c of all its bytes, if S3 has it
public record StoredObject(ETag eTag, long size, @Nullable Crc32c crc32c) {
  /// The size of an object whose HEAD was answered without one: no other size is the same.
  public static final long UNTOLD = -1;
}
