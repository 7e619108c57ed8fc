package io.sluice.vfs;

/// A file or directory that now exists.
///
/// @param directory the change of the directory that holds it
public record CreateOutcome(FileAttributes attributes, AttributeChange directory) {}
