package io.sluice.server.nfs3;

import io.sluice.vfs.VirtualFileSystem;

/// One file system that clients can mount.
///
/// @param id part of every handle: it means this export for ever
/// @param fsid the file system's identity in attributes, constant too
/// @param path what clients mount, such as `/bucket`
public record Export(
    int id, long fsid, String path, VirtualFileSystem fileSystem, AccessPolicy policy) {}
