package io.sluice.vfs.inode.handle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Which id stands for which place, both ways, in one export. An id that comes out of here is in
/// the handle table already.
///
/// A place has a first id, of generation 0, whose entry tells which generation lives; only if that
/// is another one than 0 is there a second look for the entry of its id.
///
/// Safe for any number of threads: ids follow from places, and the handle table gives an id once.
public final class InodeTable {
  /// What the places in memory may take if nobody says otherwise: some 100,000 of them, for the
  /// files that are in use. The others cost a look into the handle table, a few microseconds.
  private static final long MOST_BYTES = 24L << 20;

  /// What a place takes beside the bytes of its name: entry and slot of the cache, two ids, place,
  /// name and array.
  private static final int PLACE_BYTES = 224;

  private final Hash hash;
  private final HandleTable table;

  /// Living files and directories.
  private final Cache<FileId, Place> places;

  /// Retired ones that clients have open, by id: [#detach].
  private final Map<FileId, Place> detached = new ConcurrentHashMap<>();

  private final ReentrantLock retiring = new ReentrantLock();

  /// How ids come from places: [FileIds], but for tests.
  interface Hash {
    FileId of(Place place, int generation, int salt);
  }

  /// The inodes of an export.
  ///
  /// @param export what tells it from other exports, constant over restarts
  public InodeTable(String export, HandleTable table) {
    this(export, table, MOST_BYTES);
  }

  /// The inodes of an export.
  ///
  /// @param export what tells it from other exports, constant over restarts
  /// @param mostBytes what the places in memory may take
  public InodeTable(String export, HandleTable table, long mostBytes) {
    this(hash(export), table, mostBytes);
  }

  private static Hash hash(String export) {
    byte[] bytes = export.getBytes(StandardCharsets.UTF_8);
    return (place, generation, salt) -> FileIds.of(bytes, place, generation, salt);
  }

  InodeTable(Hash hash, HandleTable table, long mostBytes) {
    this.hash = hash;
    this.table = table;
    this.places =
        Caffeine.newBuilder()
            .executor(Runnable::run) // its upkeep is shorter than handing it to a thread
            .maximumWeight(mostBytes)
            .weigher((FileId _, Place place) -> PLACE_BYTES + place.name().length())
            .build();
  }

  /// The id of one name.
  public FileId identify(FileId parent, FileName name, FileType type) {
    return identify(new Place(parent, name, type));
  }

  /// The id of a place.
  public FileId identify(Place place) {
    return identifyAll(List.of(place)).getFirst();
  }

  /// The ids of many names, in their order, remembered in one go.
  public List<FileId> identifyAll(List<Place> all) {
    List<HandleEntry> wanted = new ArrayList<>(all.size());
    for (Place place : all) {
      wanted.add(HandleEntry.first(hash.of(place, 0, 0), place, 0));
    }
    List<HandleEntry> kept = table.claim(wanted);
    List<FileId> ids = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      ids.add(livingId(all.get(i), kept.get(i)));
    }
    return ids;
  }

  /// The id of the living generation of a place.
  ///
  /// @param unsalted the entry of the id that the place would have if no other had it
  private FileId livingId(Place place, HandleEntry unsalted) {
    HandleEntry first = unsalted.isOf(place, 0) ? unsalted : claim(place, 0);
    return first.live() == 0 ? first.id() : claim(place, first.live()).id();
  }

  /// The entry of a generation of a place: that of the first id which no other has.
  private HandleEntry claim(Place place, int generation) {
    for (int salt = 0; ; salt++) {
      FileId id = hash.of(place, generation, salt);
      HandleEntry kept = table.claim(List.of(HandleEntry.first(id, place, generation))).getFirst();
      if (kept.isOf(place, generation)) {
        return kept;
      }
    }
  }

  /// Ends the life of the file or directory at a place, since its name was removed or renamed away:
  /// its id is stale from now on, also after a restart, and what comes to this place later gets
  /// another one. Nothing happens if no id was ever given out.
  ///
  /// @throws VfsException `NO_SPACE` if that cannot be written; the id lives on then
  public void retire(Place place) {
    retiring.lock();
    try {
      HandleEntry first = first(place);
      if (first != null) {
        FileId living = livingId(place, first);
        table.replace(first.retired());
        places.invalidate(living);
      }
    } finally {
      retiring.unlock();
    }
  }

  /// As [#retire], but the id goes on to stand for its place until [#release] or a restart: its
  /// name was removed while a client has the file open.
  ///
  /// @param living the id that lives there
  public void detach(FileId living, Place place) {
    detached.put(living, place);
    try {
      retire(place);
    } catch (VfsException full) {
      detached.remove(living);
      throw full;
    }
  }

  /// A detached id is that of its place again, if none came after it.
  ///
  /// @return whether it is
  /// @throws VfsException `NO_SPACE` if that cannot be written; nothing has changed then
  public boolean reattach(FileId id, Place place) {
    retiring.lock();
    try {
      HandleEntry first = first(place);
      HandleEntry own = table.find(id);
      int next = own == null ? 0 : own.generation() + 1;
      if (first == null || own == null || first.live() != next || isGiven(place, next)) {
        return false;
      }
      table.replace(first.revived(own.generation()));
      if (isGiven(place, next)) { // just now
        table.replace(first);
        return false;
      }
      release(id);
      return true;
    } finally {
      retiring.unlock();
    }
  }

  /// Whether the id of a generation was given out.
  private boolean isGiven(Place place, int generation) {
    for (int salt = 0; ; salt++) {
      HandleEntry entry = table.find(hash.of(place, generation, salt));
      if (entry == null || entry.isOf(place, generation)) {
        return entry != null;
      }
    }
  }

  /// A detached id is stale from now on.
  public void release(FileId id) {
    detached.remove(id);
    places.invalidate(id);
  }

  private @Nullable HandleEntry first(Place place) {
    for (int salt = 0; ; salt++) {
      HandleEntry entry = table.find(hash.of(place, 0, salt));
      if (entry == null || entry.isOf(place, 0)) {
        return entry;
      }
    }
  }

  /// Where an id stands; null for the root, which stands nowhere.
  ///
  /// @throws VfsException `STALE` if the id was never given out or is retired
  public @Nullable Place place(FileId id) {
    if (id.equals(FileIds.ROOT)) {
      return null;
    }
    Place place = find(id);
    if (place == null) {
      throw new VfsException(VfsError.STALE, "no file has the id " + id.value());
    }
    return place;
  }

  /// The path of an id below the root of the export: empty for the root, with `/` at the end for
  /// other directories.
  public String path(FileId id) {
    Place place = place(id);
    if (place == null) {
      return "";
    }
    String name =
        place.name().text().orElseThrow(() -> new VfsException(VfsError.STALE, "not a key"));
    return path(place.parent()) + name + (place.type() == FileType.DIRECTORY ? "/" : "");
  }

  /// Whether an id is a directory's.
  public boolean isDirectory(FileId id) {
    Place place = place(id);
    return place == null || place.type() == FileType.DIRECTORY;
  }

  /// Where an id stands, or null if it was never given out, is retired, or is the root.
  public @Nullable Place find(FileId id) {
    Place open = detached.get(id);
    if (open != null) {
      return open;
    }
    Place cached = places.getIfPresent(id);
    // read under the lock of the cache's entry: a place that is retired meanwhile cannot stay
    return cached != null
        ? cached
        : places.asMap().compute(id, (_, now) -> now != null ? now : read(id));
  }

  /// Where an id stands, or stood until its name was removed, or null: the cookie of an entry stays
  /// good when the entry goes.
  public @Nullable Place findFormer(FileId id) {
    Place place = find(id);
    if (place != null) {
      return place;
    }
    HandleEntry entry = table.find(id);
    return entry == null ? null : entry.place();
  }

  private @Nullable Place read(FileId id) {
    HandleEntry entry = table.find(id);
    return entry != null && lives(entry) ? entry.place() : null;
  }

  private boolean lives(HandleEntry entry) {
    HandleEntry first = entry.generation() == 0 ? entry : first(entry.place());
    return first != null && first.live() == entry.generation();
  }

  /// The memory that places take now, in bytes, those not counted that are on their way out.
  public long bytes() {
    places.cleanUp();
    return places.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
