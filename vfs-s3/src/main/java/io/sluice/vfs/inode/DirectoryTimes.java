package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// When directories last changed as far as anybody here saw: S3 keeps no times for them. Clients
/// keep a listing, and what they know to be absent, until this time moves, so it moves whenever a
/// change was seen, and also when one may have been missed.
final class DirectoryTimes {
  /// What a directory takes in both tables.
  private static final int DIRECTORY_BYTES = 240;

  private final InstantSource clock;
  private final Cache<FileId, Instant> changed;

  /// When the oldest absence of a directory was given, in ticker nanoseconds.
  private final Cache<FileId, Long> absences;

  /// @param mostBytes for all directories; a forgotten one counts as changed now, which costs its
  ///   clients a new listing
  DirectoryTimes(InstantSource clock, long mostBytes) {
    this.clock = clock;
    this.changed = Caffeine.newBuilder().maximumSize(mostBytes / DIRECTORY_BYTES).build();
    this.absences = Caffeine.newBuilder().maximumSize(mostBytes / DIRECTORY_BYTES).build();
  }

  /// A client was told that a name is absent, and will believe it until the time of the directory
  /// moves.
  void gaveAbsence(FileId directory, long askedAt) {
    absences.asMap().putIfAbsent(directory, askedAt);
  }

  /// Whether absences were given that are as old as `isOld` says; they are forgotten then.
  boolean takeAbsences(FileId directory, LongPredicate isOld) {
    Long oldest = absences.getIfPresent(directory);
    return oldest != null && isOld.test(oldest) && absences.asMap().remove(directory, oldest);
  }

  /// The time of the last change; now for a directory seen for the first time.
  Instant of(FileId directory) {
    return changed.get(directory, id -> clock.instant());
  }

  /// The times of a directory around a change.
  ///
  /// @param before null if it was not remembered
  record Move(@Nullable Instant before, Instant after) {}

  /// As [#touch], and tells the time that stood until now.
  Move move(FileId directory) {
    AtomicReference<@Nullable Instant> old = new AtomicReference<>();
    Instant after =
        changed
            .asMap()
            .compute(
                directory,
                (_, before) -> {
                  old.set(before);
                  return later(before);
                });
    return new Move(old.get(), after);
  }

  /// The directory changed. Its time grows, even if the clock does not.
  void touch(FileId directory) {
    changed.asMap().compute(directory, (id, before) -> later(before));
  }

  private Instant later(@Nullable Instant before) {
    Instant now = clock.instant();
    return before == null || now.isAfter(before) ? now : before.plusNanos(1);
  }
}
