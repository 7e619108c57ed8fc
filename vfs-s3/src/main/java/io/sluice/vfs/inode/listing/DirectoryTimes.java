package io.sluice.vfs.inode.listing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// When directories last changed as far as anybody here saw: S3 keeps no times for them. Clients
/// keep a listing, and what they know to be absent, until this time moves, so it moves whenever a
/// change was seen, and also when one may have been missed.
public final class DirectoryTimes {
  /// What a directory takes in all tables.
  private static final int DIRECTORY_BYTES = 400;

  /// A time, and when it was set.
  ///
  /// @param setAt ticker nanoseconds
  private record Changed(Instant time, long setAt) {}

  /// Absences of one directory of which clients were told.
  ///
  /// @param oldest when S3 was asked for the first of them, in ticker nanoseconds
  /// @param newest for the last of them
  /// @param isEcho whether none was given since the time of the directory moved for their sake: the
  ///   reply with the last of them may have carried the new time already, so it moves once more
  private record Absences(long oldest, long newest, boolean isEcho) {
    Absences and(long askedAt) {
      return new Absences(
          askedAt - oldest < 0 ? askedAt : oldest, askedAt - newest > 0 ? askedAt : newest, false);
    }
  }

  /// Pages of one directory that are gone from memory: when they were asked for, in ticker
  /// nanoseconds.
  private record Lost(long oldest, long newest) {
    Lost and(Lost other) {
      return new Lost(
          other.oldest - oldest < 0 ? other.oldest : oldest,
          other.newest - newest > 0 ? other.newest : newest);
    }
  }

  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Cache<FileId, Changed> changed;
  private final Cache<FileId, Absences> absences;
  private final Cache<FileId, Lost> lost;

  /// @param mostBytes for all directories; a forgotten one counts as changed now, which costs its
  ///   clients a new listing
  public DirectoryTimes(InstantSource clock, LongSupplier ticker, long mostBytes) {
    this.clock = clock;
    this.ticker = ticker;
    this.changed = Caffeine.newBuilder().maximumSize(mostBytes / DIRECTORY_BYTES).build();
    this.absences = Caffeine.newBuilder().maximumSize(mostBytes / DIRECTORY_BYTES).build();
    this.lost = Caffeine.newBuilder().maximumSize(mostBytes / DIRECTORY_BYTES).build();
  }

  /// A client was told that a name is absent, by itself or by a page without it, and will believe
  /// it until the time of the directory moves.
  ///
  /// @param askedAt ticker nanoseconds when S3 was asked
  public void gaveAbsence(FileId directory, long askedAt) {
    absences
        .asMap()
        .compute(
            directory,
            (_, old) -> old == null ? new Absences(askedAt, askedAt, false) : old.and(askedAt));
  }

  /// Takes the absences that were given, if the oldest is as old as `isOld` says: true, and the
  /// time is to move. Those that are not old yet stay; if none is left, an echo does, which moves
  /// the time once more.
  public boolean takeAbsences(FileId directory, LongPredicate isOld) {
    Absences given = absences.getIfPresent(directory);
    if (given == null || !isOld.test(given.oldest())) {
      return false;
    }
    if (given.isEcho()) {
      return absences.asMap().remove(directory, given);
    }
    long now = ticker.getAsLong();
    Absences left =
        isOld.test(given.newest())
            ? new Absences(now, now, true)
            : new Absences(given.newest(), given.newest(), false);
    return absences.asMap().replace(directory, given, left);
  }

  /// Takes all absences that were given, since the time is to move anyway; what is left is an echo,
  /// since the last of them may have been told beside the new time.
  ///
  /// @return whether any were given
  public boolean takeAllAbsences(FileId directory) {
    Absences given = absences.getIfPresent(directory);
    return given != null
        && (given.isEcho()
            ? absences.asMap().remove(directory, given)
            : absences
                .asMap()
                .replace(directory, given, new Absences(given.newest(), given.newest(), true)));
  }

  /// A page is gone that clients may have: what comes in its place cannot be compared with it.
  void lostPage(FileId directory, long askedAt) {
    lost.asMap().merge(directory, new Lost(askedAt, askedAt), Lost::and);
  }

  /// Forgets the pages that are gone, if the oldest is as old as `isOld` says, so that clients are
  /// shown none of them any more.
  ///
  /// @return when the newest of them was asked for: if it could be shown since the time of the
  ///   directory was set, that is to move
  public OptionalLong takeLost(FileId directory, LongPredicate isOld) {
    Lost gone = lost.getIfPresent(directory);
    return gone != null && isOld.test(gone.oldest()) && lost.asMap().remove(directory, gone)
        ? OptionalLong.of(gone.newest())
        : OptionalLong.empty();
  }

  /// The time of the last change; now for a directory seen for the first time.
  public Instant of(FileId directory) {
    return changed.get(directory, id -> new Changed(clock.instant(), ticker.getAsLong())).time();
  }

  /// When the time was set, in ticker nanoseconds.
  public long setAt(FileId directory) {
    return changed.get(directory, id -> new Changed(clock.instant(), ticker.getAsLong())).setAt();
  }

  /// The times of a directory around a change.
  ///
  /// @param before null if it was not remembered
  public record Move(@Nullable Instant before, Instant after) {}

  /// As [#touch], and tells the time that stood until now.
  public Move move(FileId directory) {
    AtomicReference<@Nullable Instant> old = new AtomicReference<>();
    Changed after =
        changed
            .asMap()
            .compute(
                directory,
                (_, before) -> {
                  old.set(before == null ? null : before.time());
                  return later(before);
                });
    return new Move(old.get(), after.time());
  }

  /// The directory changed. Its time grows, even if the clock does not.
  public void touch(FileId directory) {
    changed.asMap().compute(directory, (id, before) -> later(before));
  }

  private Changed later(@Nullable Changed before) {
    Instant now = clock.instant();
    if (before != null && !now.isAfter(before.time())) {
      now = before.time().plusNanos(1);
    }
    return new Changed(now, ticker.getAsLong());
  }
}
