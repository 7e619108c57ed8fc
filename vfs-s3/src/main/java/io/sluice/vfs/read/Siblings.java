package io.sluice.vfs.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The runs of all directories of whose files the same is read, one after another. Bounded; one
/// lock, held for a look at lists in memory.
final class Siblings {
  /// Directories that are read at the same time.
  private static final int MOST_DIRECTORIES = 1_000;

  /// Names that are looked up at once: enough for a second of reading, in which a listing may be
  /// too old to tell more.
  private static final int KNOWN = 256;

  /// Names among which the second file must be.
  private static final int NEAR = 32;

  /// Bytes on their way for guesses of one directory at most: some hundred small files.
  private static final long MOST_BYTES = 32L << 20;

  private final SiblingOrders orders;

  @GuardedBy("this")
  private final Cache<Key, Place> places =
      Caffeine.newBuilder().maximumSize(MOST_DIRECTORIES).executor(Runnable::run).build();

  private record Key(FileId directory, Stretch.Part part) {}

  /// Where a directory's readers are.
  ///
  /// @param run null after one file
  private record Place(FileId last, @Nullable SiblingRun run, boolean isCounted) {}

  /// What to fetch.
  ///
  /// @param stretch what of each
  /// @param isExpected whether the run goes on
  record Guess(List<Sibling> files, Stretch stretch, BooleanSupplier isExpected) {
    static final Guess NONE = new Guess(List.of(), Stretch.WHOLE, () -> false);
  }

  Siblings(SiblingOrders orders) {
    this.orders = orders;
  }

  /// A file is read; tells which others to fetch.
  ///
  /// @param stretch what is read of it
  /// @param room bytes that may be on their way ahead
  Guess read(FileId file, Stretch stretch, long room) {
    Key key = new Key(orders.directory(file), stretch.part());
    synchronized (this) {
      Place before = places.getIfPresent(key);
      if (before != null && before.last().equals(file)) {
        return Guess.NONE;
      }
      Place place = before == null ? new Place(file, null, false) : next(before, file);
      places.put(key, place);
      SiblingRun run = place.run();
      if (run == null) {
        return Guess.NONE;
      }
      List<Sibling> files = run.next(stretch, Math.min(room / 2, MOST_BYTES));
      return new Guess(files, stretch, () -> isGoingOn(key, run));
    }
  }

  private synchronized boolean isGoingOn(Key key, SiblingRun run) {
    Place place = places.getIfPresent(key);
    return place != null && place.run() == run;
  }

  private Place next(Place before, FileId file) {
    SiblingRun run = before.run();
    if (run == null) {
      return begun(before.last(), file);
    }
    if (!run.read(file)) {
      return new Place(file, null, false);
    }
    if (run.left() < KNOWN / 2) {
      run.extend(after(run.last(file), before.isCounted(), KNOWN));
    }
    return new Place(file, run, before.isCounted());
  }

  private Place begun(FileId first, FileId second) {
    int listed = index(orders.listed(first, NEAR), second);
    int counted = index(orders.counted(first, NEAR), second);
    if (listed < 0 && counted < 0) {
      return new Place(second, null, false);
    }
    boolean isCounted = listed < 0 || (counted >= 0 && counted < listed);
    SiblingRun run = new SiblingRun(after(first, isCounted, KNOWN));
    run.read(second);
    return new Place(second, run, isCounted);
  }

  private List<Sibling> after(FileId file, boolean isCounted, int most) {
    return isCounted ? orders.counted(file, most) : orders.listed(file, most);
  }

  private static int index(List<Sibling> siblings, FileId file) {
    for (int i = 0; i < siblings.size(); i++) {
      if (siblings.get(i).file().equals(file)) {
        return i;
      }
    }
    return -1;
  }
}
