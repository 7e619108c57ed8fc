package io.sluice.it.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A3: which id stands for which name. It stays, over restarts and whatever others do to the
/// bucket; two names never have the same; a name that this client removed gets a new one.
final class Identities {
  /// A name as a file or as a directory: two different things.
  record Name(String path, FileType type) {
    @Override
    public String toString() {
      return (type == FileType.DIRECTORY ? "directory " : "file ") + Printer.path(path);
    }
  }

  private final Map<Name, FileId> ids = new HashMap<>();
  private final Map<FileId, Name> names = new HashMap<>();
  private final Set<FileId> retired = new HashSet<>();

  void met(String path, FileType type, FileId id) {
    Name name = new Name(path, type);
    if (retired.contains(id)) {
      throw new Disagreement("A3", "a new id for " + name, "the one that was removed, " + id);
    }
    FileId before = ids.putIfAbsent(name, id);
    if (before != null && !before.equals(id)) {
      throw new Disagreement("A3", name + " with id " + before, "id " + id);
    }
    Name other = names.putIfAbsent(id, name);
    if (other != null && !other.equals(name)) {
      throw new Disagreement("A3", "an id of its own for " + name, "that of " + other);
    }
  }

  /// This client removed a name: its id is never given again. Those below it, and that of the other
  /// type, may stay or change.
  void removed(String path, FileType type) {
    FileId id = ids.get(new Name(path, type));
    if (id != null) {
      retired.add(id);
    }
    ids.keySet().removeIf(name -> Names.isWithin(name.path(), path));
  }
}
