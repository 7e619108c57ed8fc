package io.sluice.vfs.read;

import io.sluice.vfs.FileId;
import io.sluice.vfs.read.disk.ObjectVersion;

/// The object that is read.
///
/// @param size bytes of this version
record Wanted(FileId file, ObjectVersion version, long size) {}
