package io.sluice.vfs.inode.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListedName;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.StorageTier;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of an export that were created here and are not in S3 yet. In memory alone: who
/// remembers them over a restart puts them back.
///
/// Any thread may read; changes are made one at a time under `lock`. A directory that holds such a
/// file is held in [LocalDirectories] as long.
public final class LocalFiles {
  /// Beyond, creating fails: about 250 bytes each, 25 MB in all.
  static final int MOST = 100_000;

  private final LocalDirectories directories;
  private final InstantSource clock;
  private final int most;
  private final Object lock = new Object();

  /// By directory, then in the order of listings.
  private final Map<FileId, ConcurrentNavigableMap<ListingPosition, ListedName>> byParent =
      new ConcurrentHashMap<>();

  @GuardedBy("lock")
  private int count;

  /// @param directories of the same export
  /// @param clock for the times of files
  public LocalFiles(LocalDirectories directories, InstantSource clock) {
    this(directories, clock, MOST);
  }

  /// @param most files
  public LocalFiles(LocalDirectories directories, InstantSource clock, int most) {
    this.directories = directories;
    this.clock = clock;
    this.most = most;
  }

  /// A file is created; false if it is there already. Of a file and a directory that are made of
  /// one name at the same time, one is.
  ///
  /// @throws VfsException `EXISTS` if a local directory has the name; as [#add]
  public boolean create(Place file) {
    synchronized (lock) {
      if (directories.holds(file.as(FileType.DIRECTORY))) {
        throw new VfsException(VfsError.EXISTS, file.name() + " is a directory");
      }
      return add(file);
    }
  }

  /// Makes a local directory, unless its name has become a file's; false if there is either.
  ///
  /// @param isPublished whether a file that was here is in S3 by now
  /// @throws VfsException as [LocalDirectories#make]
  public boolean makeDirectory(Place directory, BooleanSupplier isPublished) {
    synchronized (lock) {
      boolean isFree = facts(directory.as(FileType.REGULAR)) == null;
      return isFree && !isPublished.getAsBoolean() && directories.make(directory);
    }
  }

  /// A file was created; false if it is there already.
  ///
  /// @throws VfsException `NO_SPACE` if there are too many; `STALE` if its directory is gone
  public boolean add(Place file) {
    synchronized (lock) {
      if (facts(file) != null) {
        return false;
      }
      if (count >= most) {
        throw new VfsException(
            VfsError.NO_SPACE, most + " files are being written already: wait for some to end");
      }
      directories.beginsToHold(file.parent());
      ObjectFacts facts = new ObjectFacts(0, clock.instant(), null, StorageTier.READABLE);
      byParent
          .computeIfAbsent(file.parent(), _ -> new ConcurrentSkipListMap<>())
          .put(position(file), new ListedName(file.name(), FileType.REGULAR, facts));
      count++;
      return true;
    }
  }

  /// A file is in S3, or gone; false if it was not here.
  public boolean end(Place file) {
    synchronized (lock) {
      Map<ListingPosition, ListedName> files = byParent.get(file.parent());
      if (files == null || files.remove(position(file)) == null) {
        return false;
      }
      if (files.isEmpty()) {
        byParent.remove(file.parent());
      }
      count--;
      directories.endsToHold(file.parent());
      return true;
    }
  }

  /// What such a file shows: no bytes, and the time of its creation. Null if none stands there.
  public @Nullable ObjectFacts facts(Place file) {
    Map<ListingPosition, ListedName> files = byParent.get(file.parent());
    ListedName name = files == null ? null : files.get(position(file));
    return name == null ? null : name.facts();
  }

  /// Those of a directory, in the order of listings.
  ///
  /// @param from the position before the first
  /// @param through the last position; null for the end of the directory
  public Stream<ListedName> between(
      FileId directory, ListingPosition from, @Nullable ListingPosition through) {
    ConcurrentNavigableMap<ListingPosition, ListedName> files = byParent.get(directory);
    return files == null
        ? Stream.empty()
        : files.tailMap(from, false).values().stream()
            .takeWhile(file -> through == null || file.position().compareTo(through) <= 0);
  }

  /// Whether a directory has any.
  public boolean areIn(FileId directory) {
    return byParent.containsKey(directory);
  }

  private static ListingPosition position(Place file) {
    return ListingPosition.of(file.name(), FileType.REGULAR);
  }
}
