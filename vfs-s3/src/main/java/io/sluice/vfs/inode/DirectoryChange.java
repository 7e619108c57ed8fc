package io.sluice.vfs.inode;

import org.jspecify.annotations.Nullable;

/// A directory around a change of its names, both taken together with it.
///
/// @param before null if nothing was remembered of it
public record DirectoryChange(Inode.@Nullable Directory before, Inode.Directory after) {}
