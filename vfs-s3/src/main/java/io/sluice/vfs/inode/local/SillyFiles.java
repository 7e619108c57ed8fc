package io.sluice.vfs.inode.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ObjectFacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Files that were removed while a client has them open: NFS clients rename such a file to a name
/// of their own (a "silly rename") and remove it when it is closed. S3 is not asked for that; the
/// object stays under its key, and no name shows it. Forgotten at a restart: then an object shows
/// under its old name again.
///
/// Any thread may read; changes are made one at a time under `lock`.
public final class SillyFiles {
  /// One of them.
  ///
  /// @param place where it stood, and where its object still does
  /// @param sillyName what the client calls it now
  /// @param hasObject whether the object under its key is this file
  /// @param hiddenAt when the client renamed it, by the ticker
  public record Silly(
      FileId id,
      Place place,
      FileName sillyName,
      ObjectFacts facts,
      boolean hasObject,
      long hiddenAt) {
    Place sillyPlace() {
      return new Place(place.parent(), sillyName, FileType.REGULAR);
    }
  }

  /// Beyond, removing an open file fails: about 500 bytes each.
  static final int MOST = 10_000;

  /// Linux, by inode number and a counter; macOS and FreeBSD, by the time and the process, behind
  /// which FreeBSD has a tail of its own.
  private static final Pattern NAMES =
      Pattern.compile("\\.nfs[0-9a-f]{24}|\\.nfs\\.[0-9a-f]{8}\\.[0-9a-f]{4}([0-9a-f]{0,4}4\\.4)?");

  private final LocalDirectories directories;
  private final Object lock = new Object();
  private final Map<FileId, Silly> byId = new ConcurrentHashMap<>();
  private final Map<Place, FileId> bySillyPlace = new ConcurrentHashMap<>();

  /// Those with an object, by where it is.
  private final Map<Place, List<Silly>> byPlace = new ConcurrentHashMap<>();

  /// @param directories of the same export
  public SillyFiles(LocalDirectories directories) {
    this.directories = directories;
  }

  /// Whether clients give this name to removed files that are open.
  public static boolean isSilly(FileName name) {
    return NAMES.matcher(new String(name.bytes(), StandardCharsets.UTF_8)).matches();
  }

  /// Takes a file in.
  ///
  /// @throws VfsException `NO_SPACE` if there are too many; `EXISTS` if the name is taken
  public void add(Silly file) {
    synchronized (lock) {
      if (byId.size() >= MOST) {
        throw new VfsException(
            VfsError.NO_SPACE, MOST + " removed files are open already: close some");
      }
      if (bySillyPlace.containsKey(file.sillyPlace())) {
        throw new VfsException(VfsError.EXISTS, file.sillyName() + " exists");
      }
      directories.beginsToHold(file.place().parent());
      put(file);
      bySillyPlace.put(file.sillyPlace(), file.id());
    }
  }

  /// The file was put into S3, where its name stays hidden.
  public void published(FileId id, ObjectFacts facts) {
    synchronized (lock) {
      Silly old = byId.get(id);
      if (old != null) {
        forgetObject(old);
        put(new Silly(id, old.place(), old.sillyName(), facts, true, old.hiddenAt()));
      }
    }
  }

  /// Another file was put under the key: what stands there is to be seen.
  public void replaced(Place place) {
    if (byPlace.containsKey(place)) {
      synchronized (lock) {
        List<Silly> there = byPlace.remove(place);
        if (there != null) {
          there.forEach(old ->
              byId.put(
                  old.id(),
                  new Silly(old.id(), place, old.sillyName(), old.facts(), false, old.hiddenAt())));
        }
      }
    }
  }

  /// The file is closed.
  public void end(Silly file) {
    synchronized (lock) {
      Silly old = byId.remove(file.id());
      if (old != null) {
        bySillyPlace.remove(old.sillyPlace());
        forgetObject(old);
        directories.endsToHold(old.place().parent());
      }
    }
  }

  @GuardedBy("lock")
  private void put(Silly file) {
    byId.put(file.id(), file);
    if (file.hasObject()) {
      List<Silly> there = new ArrayList<>(byPlace.getOrDefault(file.place(), List.of()));
      there.add(file);
      byPlace.put(file.place(), List.copyOf(there));
    }
  }

  @GuardedBy("lock")
  private void forgetObject(Silly old) {
    List<Silly> there = new ArrayList<>(byPlace.getOrDefault(old.place(), List.of()));
    there.removeIf(other -> other.id().equals(old.id()));
    if (there.isEmpty()) {
      byPlace.remove(old.place());
    } else {
      byPlace.put(old.place(), List.copyOf(there));
    }
  }

  /// The one of an id, or null.
  public @Nullable Silly of(FileId id) {
    return byId.get(id);
  }

  /// The one under a silly name, or null.
  public @Nullable Silly under(Place sillyPlace) {
    FileId id = bySillyPlace.get(sillyPlace);
    return id == null ? null : byId.get(id);
  }

  /// The one that lost its name at a place last; null if none did.
  public @Nullable Silly lastAt(Place place) {
    return byId.values().stream()
        .filter(silly -> silly.place().equals(place))
        .max(Comparator.comparingLong(Silly::hiddenAt))
        .orElse(null);
  }

  /// Whether the object that S3 shows at a place is one of these, and so not to be seen.
  public boolean hides(Place place, @Nullable ObjectFacts facts) {
    List<Silly> there = byPlace.get(place);
    return there != null
        && facts != null
        && there.stream().anyMatch(silly -> silly.facts().version() == facts.version());
  }

  /// The object that is hidden at a place; null if none is.
  public @Nullable ObjectFacts objectAt(Place place) {
    List<Silly> there = byPlace.get(place);
    return there == null ? null : there.getLast().facts();
  }

  /// Whether nothing is hidden.
  public boolean isEmpty() {
    return byId.isEmpty();
  }
}
