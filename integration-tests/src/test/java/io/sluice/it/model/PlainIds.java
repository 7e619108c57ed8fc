package io.sluice.it.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.util.HashMap;
import java.util.Map;

/// Ids by counting. What was removed gets another one when it comes again; a cookie of it still
/// tells where it stood.
final class PlainIds {
  private final Map<Identities.Name, FileId> ids = new HashMap<>();
  private final Map<FileId, Identities.Name> names = new HashMap<>();

  FileId of(String path, FileType type) {
    Identities.Name name = new Identities.Name(path, type);
    return ids.computeIfAbsent(
        name,
        any -> {
          FileId id = new FileId(FileId.SMALLEST + names.size());
          names.put(id, any);
          return id;
        });
  }

  /// What an id stands for, or stood for.
  Identities.Name name(FileId id) {
    Identities.Name name = names.get(id);
    if (name == null) {
      throw new VfsException(VfsError.STALE, "no such id");
    }
    return name;
  }

  void retire(String path, FileType type) {
    ids.remove(new Identities.Name(path, type));
  }
}
