package io.sluice.vfs.inode.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.local.LocalTree.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directories of an export that exist although no key in S3 may be below them: those that
/// `mkdir` made, those that stay after their last file was removed through this mount, those that
/// hold a file which is not in S3 yet, and those above any of them. They end with `rmdir`, or
/// become ordinary when S3 shows keys below them.
///
/// Any thread may read; changes are made one at a time under `lock`, on disk before in memory. S3
/// is never asked here.
public final class LocalDirectories {
  /// Beyond, `mkdir` fails: about 200 bytes each.
  public static final int MOST = 100_000;

  private static final Logger log = LoggerFactory.getLogger(LocalDirectories.class);

  private final LocalState state;
  private final InodeTable inodes;
  private final LongSupplier ticker;
  private final int most;
  private final Object lock = new Object();
  private final LocalTree tree = new LocalTree();

  @GuardedBy("lock")
  private final GoingAway goingAway;

  /// Those that stayed after their last name was removed, the oldest first: they make room.
  @GuardedBy("lock")
  private final Set<Place> kept = new LinkedHashSet<>();

  /// @param state where they are remembered
  /// @param most directories
  public LocalDirectories(LocalState state, InodeTable inodes, LongSupplier ticker, int most) {
    this.state = state;
    this.inodes = inodes;
    this.ticker = ticker;
    this.most = most;
    this.goingAway = new GoingAway(ticker);
    synchronized (lock) {
      state.read(LocalState.Table.DIRECTORIES).values().forEach(this::load);
    }
  }

  @GuardedBy("lock")
  private void load(byte[] value) {
    Place place = LocalCodec.place(value);
    try {
      put(place, LocalCodec.origin(value), withAbove(place.parent()));
    } catch (VfsException lost) {
      log.warn("{} is not shown, since the handle table lost where it was", place.name());
    }
  }

  /// The local directories that the state remembers.
  ///
  /// @param inodes of the same export
  /// @param ticker the one of its names
  public static LocalDirectories open(LocalState state, InodeTable inodes, LongSupplier ticker) {
    return new LocalDirectories(state, inodes, ticker, MOST);
  }

  /// Whether this directory exists whatever S3 says.
  public boolean holds(Place directory) {
    return tree.find(directory) != null;
  }

  /// As [#holds(Place)], by id.
  public boolean holds(FileId directory) {
    if (tree.isEmpty()) {
      return false;
    }
    Place place = inodes.find(directory);
    return place != null && holds(place);
  }

  /// Whether local directories or files are below this one.
  public boolean hasContent(Place directory) {
    LocalTree.Entry entry = tree.find(directory);
    return entry != null && entry.below() > 0;
  }

  /// A file that is not in S3 is in a directory now: the directory, and those above it, exist for
  /// its sake. Forgotten at a restart, as such files are.
  ///
  /// @throws VfsException `STALE` if the directory is gone
  public void beginsToHold(FileId directory) {
    synchronized (lock) {
      tree.support(staying(directory), 1, ticker.getAsLong());
    }
  }

  /// Such a file is there no more, or in S3.
  public void endsToHold(FileId directory) {
    synchronized (lock) {
      tree.support(formerlyAbove(directory), -1, ticker.getAsLong());
    }
  }

  /// The names of the local directories in a directory, in the order of listings.
  public List<FileName> names(FileId parent) {
    return tree.names(parent);
  }

  /// Makes a directory; false if it is there already.
  ///
  /// @throws VfsException `NO_SPACE` if there are too many, or the disk is full; `STALE` if the one
  ///   that holds it is gone; `BUSY` while another of its name goes
  public boolean make(Place directory) {
    synchronized (lock) {
      if (holds(directory)) {
        return false;
      }
      if (goingAway.has(id(directory))) {
        throw new VfsException(VfsError.BUSY, directory.name() + " is being removed: try again");
      }
      add(directory, Origin.MADE);
      return true;
    }
  }

  /// Lets a directory stay of which nothing may be left in S3; whatever S3 was asked before this
  /// tells nothing of it.
  ///
  /// @return whether it did not stay before
  /// @throws VfsException as [#make]
  public boolean keep(Place directory) {
    synchronized (lock) {
      LocalTree.Entry entry = tree.find(directory);
      if (entry != null && entry.origin() != null) {
        tree.renew(directory, ticker.getAsLong());
        return false;
      }
      boolean isGoing = goingAway.has(id(directory));
      if (!isGoing) {
        add(directory, Origin.KEPT);
      }
      return !isGoing;
    }
  }

  /// Ends a directory, whose id the caller retires at once; false if something local is below it.
  public boolean remove(Place directory) {
    synchronized (lock) {
      LocalTree.Entry entry = tree.find(directory);
      if (entry != null && entry.below() > 0) {
        return false;
      }
      FileId id = id(directory);
      if (entry != null) {
        state.write(List.of(drop(directory)));
        take(directory);
      }
      goingAway.add(id);
      return true;
    }
  }

  /// S3 has keys below a directory: it is an ordinary one from now on, and goes when they go.
  ///
  /// @param askedAt when S3 was asked
  public void becameOrdinary(Place directory, long askedAt) {
    LocalTree.Entry seen = tree.find(directory);
    if (seen == null || seen.origin() == null || askedAt - seen.since() < 0) {
      return;
    }
    synchronized (lock) {
      if (seen.equals(tree.find(directory))) {
        take(directory);
        state.writeSoon(List.of(drop(directory)));
      }
    }
  }

  /// Nobody has the export mounted any more: what stayed for the sake of a mount goes.
  public void forgetKept() {
    synchronized (lock) {
      forget(List.copyOf(kept));
    }
  }

  /// What could stay need not: an unmount cannot fail, and what comes back after a crash harms
  /// nobody.
  @GuardedBy("lock")
  private void forget(List<Place> stayed) {
    if (!stayed.isEmpty()) {
      state.writeSoon(stayed.stream().map(this::drop).toList());
      stayed.forEach(this::take);
    }
  }

  @GuardedBy("lock")
  private void put(Place directory, Origin origin, List<Place> above) {
    tree.put(directory, origin, above, ticker.getAsLong());
    if (origin == Origin.KEPT) {
      kept.add(directory);
    }
  }

  @GuardedBy("lock")
  private void add(Place directory, Origin origin) {
    if (tree.count() >= most) {
      forget(kept.stream().limit(1).toList());
    }
    if (tree.count() >= most) {
      String words = most + " directories were made here and have no files in S3: remove some";
      log.warn("{} is not made: {}", directory.name(), words);
      throw new VfsException(VfsError.NO_SPACE, words);
    }
    List<Place> above = staying(directory.parent());
    state.write(
        List.of(
            new LocalState.Change(
                LocalState.Table.DIRECTORIES,
                id(directory).value(),
                LocalCodec.encode(directory, origin))));
    put(directory, origin, above);
  }

  @GuardedBy("lock")
  private void take(Place directory) {
    kept.remove(directory);
    tree.take(directory, formerlyAbove(directory.parent()), ticker.getAsLong());
  }

  /// As [#withAbove], for what comes to be in a directory.
  ///
  /// @throws VfsException `STALE` also if one of them has just been removed
  @GuardedBy("lock")
  private List<Place> staying(FileId directory) {
    List<Place> above = withAbove(directory);
    boolean isGoing = goingAway.has(directory);
    for (Place place : above) {
      isGoing |= goingAway.has(place.parent());
    }
    if (isGoing) {
      throw new VfsException(VfsError.STALE, "the directory has just been removed");
    }
    return above;
  }

  /// As [#withAbove], also of directories that are gone: what held them up is taken back.
  private List<Place> formerlyAbove(FileId directory) {
    return withAbove(directory, inodes::findFormer);
  }

  /// The directory and those above it, without the root.
  ///
  /// @throws VfsException `STALE` if one of them is gone
  private List<Place> withAbove(FileId directory) {
    return withAbove(directory, inodes::place);
  }

  private static List<Place> withAbove(
      FileId directory, Function<FileId, @Nullable Place> placeOf) {
    List<Place> above = new ArrayList<>();
    Place place = placeOf.apply(directory);
    while (place != null) {
      above.add(place);
      place = placeOf.apply(place.parent());
    }
    return above;
  }

  private LocalState.Change drop(Place directory) {
    return new LocalState.Change(LocalState.Table.DIRECTORIES, id(directory).value(), null);
  }

  private FileId id(Place directory) {
    return inodes.identify(directory.parent(), directory.name(), FileType.DIRECTORY);
  }
}
