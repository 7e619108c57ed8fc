package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// A range of one version of an object.
///
/// @param offset first byte
/// @param ifMatch the version that must be read; null only where the server has no ETag
/// @param version reads this version of a versioned bucket; null reads the current one
public record GetRequest(
    ObjectKey key, long offset, @Nullable ETag ifMatch, @Nullable VersionId version) {}
