package io.sluice.vfs;

import org.jspecify.annotations.Nullable;

/// One name of a directory. Its id is also the cookie by which a listing goes on after it.
///
/// @param attributes if they are known without asking anybody
public record DirectoryEntry(FileName name, FileId id, @Nullable FileAttributes attributes) {}
