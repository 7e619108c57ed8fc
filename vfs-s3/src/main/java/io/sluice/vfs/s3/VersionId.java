package io.sluice.vfs.s3;

/// The id of one version of an object in a versioned bucket.
public record VersionId(String value) {}
