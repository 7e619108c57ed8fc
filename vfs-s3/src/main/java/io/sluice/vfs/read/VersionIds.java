package io.sluice.vfs.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.VersionId;
import org.jspecify.annotations.Nullable;

/// The ids of versions that reads have learned, in versioned buckets: by them a reader goes on with
/// an object that was replaced. Bounded; safe for any number of threads.
final class VersionIds {
  /// Objects that are read at the same time.
  private static final int MOST = 10_000;

  private final Cache<ObjectVersion, VersionId> ids =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  void learn(ObjectVersion version, @Nullable VersionId id) {
    if (id != null) {
      ids.put(version, id);
    }
  }

  @Nullable VersionId of(ObjectVersion version) {
    return ids.getIfPresent(version);
  }
}
