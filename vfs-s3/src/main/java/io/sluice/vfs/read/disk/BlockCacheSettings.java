package io.sluice.vfs.read.disk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a [BlockCache] is kept.
///
/// @param directory exists, is this process's alone, and holds nothing else
/// @param mostBytes of disk
/// @param mostBlocks that there may be, each of [#MEMORY_OF_BLOCK]
/// @param mostWaiting blocks that may wait to be written, which hold memory that readers want
/// @param secret encrypts what is on disk; null: it is kept in the clear
public record BlockCacheSettings(
    Path directory, long mostBytes, int mostBlocks, int mostWaiting, @Nullable CacheSecret secret) {
  /// Bytes of memory that the index takes for each block, with its room to grow and what the
  /// garbage collector wastes on large arrays: measured are 46 to 84.
  public static final int MEMORY_OF_BLOCK = 90;

  public BlockCacheSettings {
    if (mostBytes < 0 || mostBlocks < 1 || mostWaiting < 1) {
      throw new IllegalArgumentException(
          "a cache of "
              + mostBlocks
              + " blocks and "
              + mostBytes
              + " bytes, "
              + mostWaiting
              + " waiting");
    }
  }
}
