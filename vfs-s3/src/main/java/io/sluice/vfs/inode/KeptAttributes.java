package io.sluice.vfs.inode;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Attributes that clients set and S3 does not keep (semantics A6): times of files, as long as the
/// object is the same, and the mode and owner of directories that this mount made. Both are
/// remembered over restarts. Times of directories are not: S3 cannot tell whether one changed while
/// nobody looked, and a client would keep its old listing.
///
/// Any thread may read; changes are made one at a time, on disk before in memory.
public final class KeptAttributes {
  /// What is kept of one file or directory.
  public sealed interface Kept {
    /// Times of a file; null where none was set.
    ///
    /// @param version what tells the object from those before and after it
    record Times(long version, @Nullable Instant atime, @Nullable Instant mtime) implements Kept {}

    /// Mode and owner of a directory that this mount made.
    record Made(int mode, int uid, int gid) implements Kept {}
  }

  /// Times of a directory, until it changes.
  ///
  /// @param changed when it last changed
  private record DirectoryTimes(
      Instant changed, @Nullable Instant atime, @Nullable Instant mtime) {}

  /// About 150 bytes each; the oldest goes first, and then shows what S3 tells.
  private static final int MOST = 100_000;

  private final LocalState state;
  private final int most;
  private final Object lock = new Object();
  private final Map<FileId, Kept> kept = new ConcurrentHashMap<>();
  private final Map<FileId, DirectoryTimes> directoryTimes = new ConcurrentHashMap<>();

  /// Ids in the order in which they came; some may be forgotten already.
  @GuardedBy("lock")
  private final Deque<FileId> byAge = new ArrayDeque<>();

  KeptAttributes(LocalState state, int most) {
    this.state = state;
    this.most = most;
    synchronized (lock) {
      state
          .read(LocalState.Table.ATTRIBUTES)
          .forEach((id, value) -> {
            kept.put(new FileId(id), KeptCodec.decode(value));
            byAge.addLast(new FileId(id));
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
  public Kept.@Nullable Times times(Inode.Directory directory) {
    DirectoryTimes times = directoryTimes.get(directory.id());
    return times != null && times.changed().equals(directory.changed())
        ? new Kept.Times(0, times.atime(), times.mtime())
        : null;
  }

  /// Mode and owner of a directory, if this mount made it.
  public Kept.@Nullable Made made(FileId directory) {
    return kept.get(directory) instanceof Kept.Made made ? made : null;
  }

  /// Keeps something, in place of what was kept of the same file.
  ///
  /// @throws VfsException `NO_SPACE` if the disk does not take it
  public void keep(FileId file, Kept what) {
    synchronized (lock) {
      List<LocalState.Change> changes = new ArrayList<>();
      boolean isNew = !kept.containsKey(file);
      FileId oldest = isNew && kept.size() >= most ? byAge.peekFirst() : null;
      if (oldest != null) {
        changes.add(change(oldest, null));
      }
      changes.add(change(file, KeptCodec.encode(what)));
      state.write(changes);
      if (oldest != null) {
        byAge.removeFirst();
        kept.remove(oldest);
      }
      kept.put(file, what);
      if (isNew) {
        byAge.addLast(file);
      }
    }
  }

  /// Keeps times of a directory until it changes.
  public void keepTimes(
      Inode.Directory directory, @Nullable Instant atime, @Nullable Instant mtime) {
    if (directoryTimes.size() >= most) {
      directoryTimes.clear();
    }
    directoryTimes.put(directory.id(), new DirectoryTimes(directory.changed(), atime, mtime));
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
