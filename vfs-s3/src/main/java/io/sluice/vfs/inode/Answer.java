package io.sluice.vfs.inode;

/// What S3 answered, and since when it is true at the earliest.
///
/// @param askedAt ticker nanoseconds when the request began, which may be another caller's
record Answer<T>(T value, long askedAt) {}
