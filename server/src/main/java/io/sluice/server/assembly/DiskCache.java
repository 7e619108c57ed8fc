package io.sluice.server.assembly;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.sluice.config.Settings;
import io.sluice.server.state.CacheDirectory;
import io.sluice.server.state.CacheKeyFile;
import io.sluice.vfs.read.disk.BlockCache;
import io.sluice.vfs.read.disk.BlockCacheSettings;
import io.sluice.vfs.read.disk.BlockCacheStatistics;
import io.sluice.vfs.read.disk.BlockId;
import io.sluice.vfs.read.disk.CacheSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The cache on disk, one for all exports, if it is wanted.
///
/// @param uid the user of this process
/// @param state the folder of the secret of an encrypted cache
record DiskCache(Settings settings, long uid, Path state) {
  /// The index in memory is bounded by this part of the memory target, and comes on top of it: with
  /// 256 MiB it knows 124,000 blocks, which is as many small files or 120 GiB of large ones.
  private static final int INDEX = 24;

  /// Nor is it more than this part of the heap, which does not grow with the target.
  private static final int HEAP = 6;

  /// This part of the memory target may wait to be written: readers need the rest, and what they
  /// were to read soon would be given up and fetched again.
  private static final int WAITING = 16;

  /// Enough blocks for a disk that pauses.
  private static final int MOST_WAITING = 32;

  /// Opens it, and shows it in the metrics.
  ///
  /// @return null if none is wanted
  /// @throws CommandFailure if its directory is not fit for it
  @Nullable BlockCache open(MetricRegistry registry, Belongings belongings) throws IOException {
    Path path = settings.cache().cache();
    if (path == null) {
      return null;
    }
    CacheDirectory directory = belongings.add(CacheDirectory.open(path, uid));
    CacheSecret secret = settings.cache().cacheEncrypt() ? CacheKeyFile.load(state) : null;
    try {
      BlockCache cache =
          belongings.add(BlockCache.open(how(directory.path(), secret), System::nanoTime));
      show(cache, registry);
      return cache;
    } catch (IOException unusable) {
      throw CacheDirectory.unusable(path, unusable);
    }
  }

  private BlockCacheSettings how(Path directory, @Nullable CacheSecret secret) {
    long memory = settings.server().memoryTarget().bytes();
    long index = Math.min(memory / INDEX, Runtime.getRuntime().maxMemory() / HEAP);
    int blocks = (int) Math.min(1 << 24, index / BlockCacheSettings.MEMORY_OF_BLOCK);
    int waiting = Math.clamp(memory / WAITING / BlockId.LARGEST, 1, MOST_WAITING);
    long bytes = settings.cache().maxCacheSize().bytes();
    return new BlockCacheSettings(directory, bytes, blocks, waiting, secret);
  }

  private static void show(BlockCache cache, MetricRegistry registry) {
    gauge(registry, "sluice_cache_bytes", cache, BlockCacheStatistics::bytes);
    gauge(registry, "sluice_cache_blocks", cache, BlockCacheStatistics::blocks);
    gauge(registry, "sluice_cache_hits_total", cache, BlockCacheStatistics::hits);
    gauge(registry, "sluice_cache_misses_total", cache, BlockCacheStatistics::misses);
    gauge(registry, "sluice_cache_damaged_total", cache, BlockCacheStatistics::damaged);
    gauge(registry, "sluice_cache_dropped_total", cache, BlockCacheStatistics::dropped);
  }

  private static void gauge(
      MetricRegistry registry,
      String name,
      BlockCache cache,
      ToLongFunction<BlockCacheStatistics> what) {
    registry.gauge(name, () -> (Gauge<Long>) () -> what.applyAsLong(cache.statistics()));
  }
}
