package io.sluice.vfs.inode;

/// Everything that one export remembers of its names, each table bounded.
///
/// @param prefix of every key of the export, empty or with `/` at its end
record NamespaceTables(
    String prefix,
    InodeTable inodes,
    ListingCache listings,
    SeenNames seen,
    DirectoryTimes times,
    HiddenKeys hidden,
    LocalDirectories local,
    OwnChanges own) {}
