package io.sluice.vfs.inode.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.listing.ObjectFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Attributes that clients set and S3 does not keep (semantics A2, A6): times of files, as long as
/// the object is the same, also mode and owner of those that this mount wrote, and mode and owner
/// of directories that it made. All are remembered over restarts. Times of directories are not: S3
/// cannot tell whether one changed while nobody looked, and a client would keep its old listing.
///
/// Any thread may read; changes are made one at a time, on disk before in memory unless they may be
/// lost.
public final class KeptAttributes {
  /// What is kept of one file or directory.
  public sealed interface Kept {
    /// Times of a file; null where none was set.
    ///
    /// @param version what tells the object from those before and after it
    record Times(long version, @Nullable Instant atime, @Nullable Instant mtime) implements Kept {}

    /// Mode and owner of a directory that this mount made.
    record Made(int mode, int uid, int gid) implements Kept {}

    /// A file that this mount created; null where nothing was set.
    ///
    /// @param version of the object that it put, or [#IN_WRITING]
    /// @param publishedAt when it last put it, or created the file
    /// @param mtime when it was written, or what a client set
    /// @param ctime when it was written
    record Published(
        long version,
        Instant publishedAt,
        @Nullable Integer mode,
        @Nullable Integer uid,
        @Nullable Integer gid,
        @Nullable Instant mtime,
        @Nullable Instant ctime,
        @Nullable Instant atime)
        implements Kept {
      /// In place of a version as long as there is no object.
      public static final long IN_WRITING = 0;

      /// How long after its publishing a file takes another mode and owner: `cp -p`, tar and git
      /// set them as the last of what they do with a file.
      private static final Duration SETTABLE = Duration.ofSeconds(60);

      /// The same, with mode and owner set.
      public Published with(Made owner) {
        return new Published(
            version, publishedAt, owner.mode(), owner.uid(), owner.gid(), mtime, ctime, atime);
      }

      /// The same, with those times set that are not null.
      public Published with(@Nullable Instant newAtime, @Nullable Instant newMtime) {
        return new Published(
            version,
            publishedAt,
            mode,
            uid,
            gid,
            newMtime == null ? mtime : newMtime,
            ctime,
            newAtime == null ? atime : newAtime);
      }

      /// Whether mode and owner may still be set.
      public boolean takesOwner(Instant now) {
        return version == IN_WRITING || now.isBefore(publishedAt.plus(SETTABLE));
      }
    }
  }

  /// Times of a directory, until it changes.
  ///
  /// @param changed when it last changed
  private record DirectoryTimes(
      Instant changed, @Nullable Instant atime, @Nullable Instant mtime) {}

  /// About 150 bytes each, 250 for files that this mount wrote; the oldest goes first, and then
  /// shows what S3 tells.
  private static final int MOST = 100_000;

  private final LocalState state;
  private final int most;
  private final Object lock = new Object();
  private final Map<FileId, Kept> kept = new ConcurrentHashMap<>();
  private final Map<FileId, DirectoryTimes> directoryTimes = new ConcurrentHashMap<>();

  /// Ids in the order in which they came; some may be forgotten already.
  @GuardedBy("lock")
  private final Set<FileId> byAge = new LinkedHashSet<>();

  KeptAttributes(LocalState state, int most) {
    this.state = state;
    this.most = most;
    synchronized (lock) {
      state
          .read(LocalState.Table.ATTRIBUTES)
          .forEach((id, value) -> {
            Kept known = KeptCodec.decode(value);
            if (known != null) {
              kept.put(new FileId(id), known);
              byAge.add(new FileId(id));
            }
          });
    }
  }

  /// What the state remembers.
  public static KeptAttributes open(LocalState state) {
    return new KeptAttributes(state, MOST);
  }

  /// The times that were set of a file, if its object is still the same.
  public Kept.@Nullable Times times(FileId file, ObjectFacts facts) {
    return kept.get(file) instanceof Kept.Times times && times.version() == facts.version()
        ? times
        : null;
  }

  /// The times that were set of a directory since it last changed, as those of a version 0.
  ///
  /// @param changed when it last changed
  public Kept.@Nullable Times times(FileId directory, Instant changed) {
    DirectoryTimes times = directoryTimes.get(directory);
    return times != null && times.changed().equals(changed)
        ? new Kept.Times(0, times.atime(), times.mtime())
        : null;
  }

  /// Mode and owner of a directory, if this mount made it.
  public Kept.@Nullable Made made(FileId directory) {
    return kept.get(directory) instanceof Kept.Made made ? made : null;
  }

  /// What is kept of a file that this mount created, if its object is still the same.
  public Kept.@Nullable Published published(FileId file, ObjectFacts facts) {
    if (!(kept.get(file) instanceof Kept.Published published)) {
      return null;
    }
    boolean isInWriting = published.version() == Kept.Published.IN_WRITING && facts.eTag() == null;
    return isInWriting || published.version() == facts.version() ? published : null;
  }

  /// Keeps something, in place of what was kept of the same file.
  ///
  /// @throws VfsException `NO_SPACE` if the disk does not take it
  public void keep(FileId file, Kept what) {
    synchronized (lock) {
      FileId oldest = oldestIfFull(file);
      state.write(changes(file, what, oldest));
      remember(file, what, oldest);
    }
  }

  /// As [#keep], without waiting for the disk: for what another place remembers, or what may be
  /// lost when the process dies.
  public void keepSoon(FileId file, Kept what) {
    synchronized (lock) {
      FileId oldest = oldestIfFull(file);
      state.writeLater(changes(file, what, oldest));
      remember(file, what, oldest);
    }
  }

  @GuardedBy("lock")
  private @Nullable FileId oldestIfFull(FileId fresh) {
    return kept.size() >= most && !kept.containsKey(fresh) ? byAge.iterator().next() : null;
  }

  private static List<LocalState.Change> changes(FileId file, Kept what, @Nullable FileId oldest) {
    LocalState.Change change = change(file, KeptCodec.encode(what));
    return oldest == null ? List.of(change) : List.of(change(oldest, null), change);
  }

  @GuardedBy("lock")
  private void remember(FileId file, Kept what, @Nullable FileId oldest) {
    if (oldest != null) {
      byAge.remove(oldest);
      kept.remove(oldest);
    }
    kept.put(file, what);
    byAge.add(file);
  }

  /// Keeps times of a directory until it changes.
  ///
  /// @param changed when it last changed
  public void keepTimes(
      FileId directory, Instant changed, @Nullable Instant atime, @Nullable Instant mtime) {
    if (directoryTimes.size() >= most) {
      directoryTimes.clear();
    }
    directoryTimes.put(directory, new DirectoryTimes(changed, atime, mtime));
  }

  /// A file or directory was removed.
  public void forget(FileId file) {
    directoryTimes.remove(file);
    if (!kept.containsKey(file)) {
      return;
    }
    synchronized (lock) {
      kept.remove(file);
      byAge.remove(file);
      state.writeSoon(List.of(change(file, null)));
    }
  }

  private static LocalState.Change change(FileId file, byte @Nullable [] value) {
    return new LocalState.Change(LocalState.Table.ATTRIBUTES, file.value(), value);
  }
}
