package io.sluice.vfs.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.VersionId;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The runs of reads of all files, and the version ids that reads have learned. Bounded; each
/// file's runs have a lock of their own, held for a look at a short list.
final class StreamTable {
  /// Files that are read at the same time.
  private static final int MOST_FILES = 10_000;

  private record Version(FileId file, ETag eTag) {}

  private final LongSupplier ticker;
  private final Cache<FileId, ReadStreams> files =
      Caffeine.newBuilder().maximumSize(MOST_FILES).build();
  private final Cache<Version, VersionId> versionIds =
      Caffeine.newBuilder().maximumSize(MOST_FILES).build();

  StreamTable(LongSupplier ticker) {
    this.ticker = ticker;
  }

  ETag versionFor(FileId file, long offset, ETag current) {
    ReadStreams streams = files.getIfPresent(file);
    if (streams == null) {
      return current;
    }
    synchronized (streams) {
      return streams.versionFor(offset, current, ticker.getAsLong());
    }
  }

  void advance(FileId file, ETag version, long offset, long end) {
    ReadStreams streams = files.get(file, id -> new ReadStreams());
    synchronized (streams) {
      streams.advance(version, offset, end, ticker.getAsLong());
    }
  }

  boolean hasReaders(FileId file, ETag version) {
    ReadStreams streams = files.getIfPresent(file);
    if (streams == null) {
      return false;
    }
    synchronized (streams) {
      return streams.hasReaders(version);
    }
  }

  void learn(FileId file, ETag version, @Nullable VersionId id) {
    if (id != null) {
      versionIds.put(new Version(file, version), id);
    }
  }

  @Nullable VersionId versionId(FileId file, ETag version) {
    return versionIds.getIfPresent(new Version(file, version));
  }
}
