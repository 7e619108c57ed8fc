package io.sluice.vfs.inode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which id stands for which place, both ways, in one export. An id that comes out of here is in
/// the handle table already.
///
/// Safe for any number of threads: ids follow from places, so two threads that identify the same
/// name write the same.
public final class InodeTable {
  /// Ids in memory; the others are read from the handle table again. About 150 bytes each.
  private static final int MOST_CACHED = 200_000;

  private final String export;
  private final HandleTable table;
  private final Cache<FileId, Place> places =
      Caffeine.newBuilder().maximumSize(MOST_CACHED).build();

  /// The inodes of an export.
  ///
  /// @param export what tells it from other exports, constant over restarts
  public InodeTable(String export, HandleTable table) {
    this.export = export;
    this.table = table;
  }

  /// The id of one name.
  public FileId identify(FileId parent, FileName name, FileType type) {
    return identifyAll(List.of(new Place(parent, name, type))).getFirst();
  }

  /// The ids of many names, in their order, remembered in one go.
  public List<FileId> identifyAll(List<Place> all) {
    List<FileId> ids = new ArrayList<>(all.size());
    Map<FileId, Place> unknown = new HashMap<>();
    for (Place place : all) {
      FileId id = idOf(place, unknown);
      ids.add(id);
    }
    if (!unknown.isEmpty()) {
      table.remember(unknown);
      places.putAll(unknown);
    }
    return ids;
  }

  /// The first id of this place that no other place has; added to `unknown` if it is new.
  private FileId idOf(Place place, Map<FileId, Place> unknown) {
    for (int salt = 0; ; salt++) {
      FileId id = FileIds.of(export, place, 0, salt);
      Place taken = unknown.get(id);
      if (taken == null) {
        taken = find(id);
      }
      if (taken == null) {
        unknown.put(id, place);
        return id;
      }
      if (taken.equals(place)) {
        return id;
      }
    }
  }

  /// Where an id stands; null for the root, which stands nowhere.
  ///
  /// @throws VfsException `STALE` if the id was never given out
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

  /// The name was removed through this mount: what comes to stand there is another file.
  void retire(Place place) {
    places.invalidate(identify(place.parent(), place.name(), place.type()));
  }

  /// Where an id stands, or null if it was never given out or is the root.
  public @Nullable Place find(FileId id) {
    Place cached = places.getIfPresent(id);
    if (cached != null) {
      return cached;
    }
    Place found = table.find(id);
    if (found != null) {
      places.put(id, found);
    }
    return found;
  }
}
