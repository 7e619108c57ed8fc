package io.sluice.vfs.read;

import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;

/// A file beside another one, as the listing of their directory shows it.
///
/// @param size bytes
public record Sibling(FileId file, ObjectKey key, ETag eTag, long size) {}
