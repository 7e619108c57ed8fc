package io.sluice.vfs.inode;

/// What flags say about changes of names.
///
/// @param allowDelete whether objects may be deleted
/// @param markers whether `mkdir` puts an empty object `name/`, instead of a local directory
public record ChangeRules(boolean allowDelete, boolean markers) {}
