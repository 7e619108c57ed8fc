package io.sluice.vfs.bucket;

import io.sluice.vfs.inode.ChangeRules;

/// What flags say about one export.
///
/// @param names what may be done to names
/// @param allowOverwrite whether files may be cut off to nothing and written anew
/// @param readOnly whether every change is refused
public record BucketRules(
    Ownership ownership,
    ChangeRules names,
    Spelling spelling,
    boolean allowOverwrite,
    boolean readOnly) {}
