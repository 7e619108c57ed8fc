package io.sluice.vfs.inode;

/// Everything that one export remembers of its names, each table bounded.
record NamespaceTables(
    InodeTable inodes,
    ListingCache listings,
    SeenNames seen,
    DirectoryTimes times,
    HiddenKeys hidden) {}
