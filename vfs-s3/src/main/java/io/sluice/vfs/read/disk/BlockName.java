package io.sluice.vfs.read.disk;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A block as the index and the disk know it: with 128 bits of a hash in place of the version. Two
/// versions that hash alike are told apart by what stands in the file.
///
/// Its file is `ab/cdef…-START-LENGTH`, all in hexadecimal: everything that the index needs is in
/// the path. One folder for each two digits of the hash keeps folders at some thousand files; one
/// for each version would cost a small object as much again as its bytes.
///
/// @param high the first half of the hash
/// @param low the other half
record BlockName(long high, long low, long start, int length) {
  private static final Pattern FILE =
      Pattern.compile("([0-9a-f]{14})([0-9a-f]{16})-([0-9a-f]{1,15})-([0-9a-f]{1,6})");

  /// The folders that files are in.
  static final int FOLDERS = 256;

  /// The name of one of the folders.
  static String folder(int number) {
    return "%02x".formatted(number);
  }

  /// What a file is, null if none of ours has such a name.
  ///
  /// @param folder the number of the folder that it is in
  static @Nullable BlockName parse(int folder, String file) {
    Matcher fields = FILE.matcher(file);
    if (!fields.matches()) {
      return null;
    }
    long high = (long) folder << 56 | Long.parseLong(fields.group(1), 16);
    long low = Long.parseUnsignedLong(fields.group(2), 16);
    long start = Long.parseLong(fields.group(3), 16);
    int length = Integer.parseInt(fields.group(4), 16);
    return length < 1 || length > BlockId.LARGEST ? null : new BlockName(high, low, start, length);
  }

  /// The file below a folder of blocks.
  Path in(Path blocks) {
    return blocks
        .resolve(folder((int) (high >>> 56)))
        .resolve("%014x%016x-%x-%x".formatted(high & (-1L >>> 8), low, start, length));
  }
}
