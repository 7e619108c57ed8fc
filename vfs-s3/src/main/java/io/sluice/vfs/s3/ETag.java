package io.sluice.vfs.s3;

/// The entity tag of one version of an object, as the server sent it, quotes included.
public record ETag(String value) {}
