package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import io.sluice.vfs.SipHash;

/// How file ids come from places: a hash, so that the same name has the same id after a restart
/// without any state. What goes into it and its constants must never change, or every mounted
/// handle becomes another file.
public final class FileIds {
  /// The root of every export.
  public static final FileId ROOT = new FileId(FileId.SMALLEST);

  private static final long KEY_0 = 0x536c756963652046L;
  private static final long KEY_1 = 0x696c652069642031L;

  private FileIds() {}

  /// The id of a place.
  ///
  /// @param export what tells this export from others, constant over restarts, in UTF-8
  /// @param generation grows when a name was removed and comes again as another file
  /// @param salt 0, or more where the id before is taken by another place
  static FileId of(byte[] export, Place place, long generation, int salt) {
    SipHash words =
        new SipHash(KEY_0, KEY_1)
            .putInt(export.length)
            .putBytes(export)
            .putLong(place.parent().value())
            .putInt(place.name().length());
    long hash =
        place
            .name()
            .putInto(words)
            .putInt(place.type() == FileType.DIRECTORY ? 1 : 0)
            .putLong(generation)
            .putInt(salt)
            .end();
    return new FileId(Math.max(hash & Long.MAX_VALUE, FileId.SMALLEST + 1));
  }
}
