package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Counts names of one directory that were asked for one by one, at S3. After a few, a page of the
/// listing costs no more than the next one, and tells of a thousand.
final class SingleRuns {
  /// Directories remembered; a forgotten one is asked name by name a little longer.
  private static final int MOST_REMEMBERED = 10_000;

  /// Callers that list, by directory; gone when they have.
  private final Map<FileId, CompletableFuture<Boolean>> listing = new ConcurrentHashMap<>();

  /// A lookup takes two requests, a page of the listing one: the second lookup lists. An attribute
  /// takes one of the cheap kind, so that a few are waited for.
  private static final int MOST_ATTRIBUTES = 3;

  /// Names that are farther apart in time are no run.
  private static final Duration APART = Duration.ofSeconds(5);

  private record Run(int requests, long lastAt) {}

  private final Cache<FileId, Run> runs =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /// Lists unless another caller does so in this directory at the moment: then waits for that one,
  /// whatever comes of it, and returns false.
  boolean leads(FileId directory, Runnable list) {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> other = listing.putIfAbsent(directory, mine);
    if (other != null) {
      other.join();
      return false;
    }
    try {
      list.run();
      return true;
    } finally {
      listing.remove(directory);
      mine.complete(true);
    }
  }

  /// A name was not in memory; whether to list rather than to look it up.
  boolean listsForLookup(FileId directory, long now) {
    return count(directory, now) > 1;
  }

  /// Attributes of a known file are stale; whether to list rather than to ask for them.
  boolean listsForAttributes(FileId directory, long now) {
    return count(directory, now) > MOST_ATTRIBUTES;
  }

  private int count(FileId directory, long now) {
    return runs.asMap().compute(directory, (id, run) -> next(run, now)).requests();
  }

  private static Run next(@Nullable Run run, long now) {
    if (run == null || now - run.lastAt() >= APART.toNanos()) {
      return new Run(1, now);
    }
    return new Run(run.requests() + 1, now);
  }
}
