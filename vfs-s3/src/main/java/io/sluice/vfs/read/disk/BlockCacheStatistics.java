package io.sluice.vfs.read.disk;

/// What a [BlockCache] has, and what happened to it since it was opened.
///
/// @param bytes on disk, in whole blocks of the file system
/// @param blocks in the index
/// @param hits blocks that were read
/// @param misses blocks that were looked for and not there, or not as they were written
/// @param damaged those of the misses that were found damaged, and removed
/// @param dropped blocks that were offered and not written: the disk was busy, full or broken
public record BlockCacheStatistics(
    long bytes, long blocks, long hits, long misses, long damaged, long dropped) {}
