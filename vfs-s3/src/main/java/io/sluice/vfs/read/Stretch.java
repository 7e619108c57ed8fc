package io.sluice.vfs.read;

/// What is read of each of several files: all, so many bytes at the start (what kind of file it
/// is), or at the end (the footer of Parquet, the table of contents of a zip).
///
/// @param bytes of the start or the end
record Stretch(Part part, long bytes) {
  /// Which part of a file.
  enum Part {
    WHOLE,
    START,
    END
  }

  /// An object of at most this is fetched whole by who reads its first bytes: that costs little
  /// more than the request itself.
  static final long SMALL = 128L << 10;

  static final Stretch WHOLE = new Stretch(Part.WHOLE, Long.MAX_VALUE);

  /// The first byte, of a file of so many.
  long from(long size) {
    return part == Part.END ? Math.max(0, size - bytes) : 0;
  }

  /// Behind the last byte.
  long to(long size) {
    return part == Part.START && size > SMALL ? Math.min(size, bytes) : size;
  }

  /// How many bytes of a file of so many.
  long length(long size) {
    return to(size) - from(size);
  }
}
