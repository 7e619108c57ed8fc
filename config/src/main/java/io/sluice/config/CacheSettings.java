package io.sluice.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is kept on disk of what was read.
///
/// @param cache the directory of it; null: nothing
public record CacheSettings(@Nullable Path cache, ByteSize maxCacheSize, boolean cacheEncrypt) {
  static CacheSettings of(Values values) {
    return new CacheSettings(
        values.find(Definitions.CACHE),
        values.get(Definitions.MAX_CACHE_SIZE),
        values.get(Definitions.CACHE_ENCRYPT));
  }
}
