package io.sluice.vfs.inode.local;

import io.sluice.vfs.FileId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Ids of directories that were removed here and may not be stale yet. Nothing new can come to be
/// in one of them: it would hold up a directory which nobody could find it in, nor remove.
///
/// For one thread at a time.
public final class GoingAway {
  /// An id is stale a write to the disk after its directory was removed. Should that write fail,
  /// the directory goes on after as long.
  public static final Duration LONGEST = Duration.ofSeconds(10);

  /// Directories that can be removed at once, by as many threads; beyond, the first is forgotten.
  private static final int MOST = 1_000;

  private final LongSupplier ticker;

  /// With the time when each was removed, the first one first.
  private final Map<FileId, Long> since = new LinkedHashMap<>();

  GoingAway(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /// A directory was removed, and its id will be stale.
  void add(FileId directory) {
    since.put(directory, ticker.getAsLong());
    if (since.size() > MOST) {
      since.remove(since.keySet().iterator().next());
    }
  }

  /// Whether an id is one of these.
  boolean has(FileId directory) {
    Long removed = since.get(directory);
    if (removed != null && ticker.getAsLong() - removed >= LONGEST.toNanos()) {
      since.remove(directory);
      return false;
    }
    return removed != null;
  }
}
