package io.sluice.vfs.write;

import io.sluice.vfs.s3.ETag;

/// A content of a file that is in S3, whole.
///
/// @param size bytes
/// @param number counts the publishings of one session
public record Publication(ETag eTag, long size, int number) {}
