package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// What HeadObject tells of an object to whoever wants to know whether it is the one that was put.
///
/// @param size bytes
/// @param crc32c of all its bytes, if S3 has it
public record StoredObject(ETag eTag, long size, @Nullable Crc32c crc32c) {}
