package io.sluice.vfs;

/// What `df` shows, in bytes and in numbers of files.
public record FileSystemStatistics(
    long totalBytes,
    long freeBytes,
    long availableBytes,
    long totalFiles,
    long freeFiles,
    long availableFiles) {}
