package io.sluice.it.model;

import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at a file system as kernels do, over its restarts, and has every answer judged.
final class Client {
  private final Judge judge;
  private final TestTime time;
  private final Identities identities = new Identities();
  private final ClientCaches caches;
  private final Map<Identities.Name, FileId> handles = new HashMap<>();
  private VirtualFileSystem files;

  Client(Judge judge, TestTime time, VirtualFileSystem files) {
    this.judge = judge;
    this.time = time;
    this.caches = new ClientCaches(judge);
    use(files);
    this.files = files;
  }

  /// The server was started again: handles, cookies and what was cached stay.
  void use(VirtualFileSystem restarted) {
    files = restarted;
    met("", FileType.DIRECTORY, restarted.root());
  }

  private void met(String path, FileType type, FileId id) {
    identities.met(path, type, id);
    handles.put(new Identities.Name(path, type), id);
  }

  @Nullable FileId handle(String path, FileType type) {
    return handles.get(new Identities.Name(path, type));
  }

  VirtualFileSystem files() {
    return files;
  }

  /// A name was removed through this mount: nobody holds handles of it or below it any more.
  void forget(String path, FileType type) {
    identities.removed(path, type);
    handles.keySet().removeIf(name -> Names.isWithin(name.path(), path));
  }

  /// Walks to a path, a lookup for each name; returns the handle of the directory there, or null.
  @Nullable FileId walk(String path) {
    if (path.isEmpty()) {
      return files.root();
    }
    FileId directory = walk(Names.parent(path));
    return directory == null ? null : lookup(directory, path);
  }

  /// The handle that is held of a directory, or one that is found by walking there.
  @Nullable FileId directory(String path) {
    FileId held = handle(path, FileType.DIRECTORY);
    return held == null ? walk(path) : held;
  }

  /// Looks the last name of a path up; returns its handle if it is a directory.
  @Nullable FileId lookup(FileId directory, String path) {
    long now = time.tick();
    try {
      return switch (files.lookup(directory, FileName.of(Names.last(path)))) {
        case LookupOutcome.Found(FileAttributes attributes) -> {
          FileId found = found(path, attributes, now);
          if (directoryTime(Names.parent(path), directory, now) != null) {
            caches.toldPresent(new Identities.Name(path, attributes.type()), now);
          }
          yield found;
        }
        case LookupOutcome.Missing() -> missing(directory, path, now);
      };
    } catch (VfsException e) {
      staleDirectory(Names.parent(path), directory, e, now);
      return null;
    }
  }

  /// The server said that a name is there; returns its handle if it is a directory.
  @Nullable FileId found(String path, FileAttributes attributes, long now) {
    judge.found(path, attributes, now);
    met(path, attributes.type(), attributes.id());
    if (!attributes.isDirectory()) {
      return null;
    }
    caches.told(path, attributes.id(), attributes.ctime(), now);
    return attributes.id();
  }

  private @Nullable FileId missing(FileId directory, String path, long now) {
    judge.missing(path, now);
    if (directoryTime(Names.parent(path), directory, now) != null) {
      caches.toldAbsent(path, now);
    }
    return null;
  }

  /// Asks for the attributes behind a handle.
  void attributes(Identities.Name name, FileId id) {
    attributes(name, id, time.tick());
  }

  private @Nullable FileAttributes attributes(Identities.Name name, FileId id, long now) {
    try {
      FileAttributes attributes = files.getAttributes(id);
      judge.attributes(name.path(), name.type(), attributes, now);
      met(name.path(), attributes.type(), attributes.id());
      if (attributes.isDirectory()) {
        caches.told(name.path(), id, attributes.ctime(), now);
      }
      return attributes;
    } catch (VfsException e) {
      stale(name.path(), name.type(), id, e, now);
      return null;
    }
  }

  /// The ctime of a directory as a reply carries it beside its answer; null if it is gone.
  @Nullable Instant directoryTime(String path, FileId directory, long now) {
    FileAttributes attributes =
        attributes(new Identities.Name(path, FileType.DIRECTORY), directory, now);
    return attributes == null ? null : attributes.ctime();
  }

  /// @param id by which was asked; one of a name that this client has removed since may be stale
  private void stale(String path, FileType type, FileId id, VfsException e, long now) {
    if (e.error() != VfsError.STALE) {
      throw new Disagreement("E", "an answer or STALE", e.error() + " (" + e.getMessage() + ")");
    }
    if (id.equals(handle(path, type))) {
      judge.stale(path, type, now);
    }
  }

  private void staleDirectory(String path, FileId id, VfsException e, long now) {
    stale(path, FileType.DIRECTORY, id, e, now);
  }

  /// Reads the next page of a directory. Where no attributes of it are at hand the reply carries
  /// none, and those are its time that a client has asked for before.
  void readPage(Pass pass, int most) {
    long now = time.tick();
    pass.begin(now);
    Instant atHand = directoryTimeAtHand(pass, now);
    Instant before = atHand == null ? directoryTime(pass.path, pass.directory, now) : atHand;
    if (before == null) {
      pass.end(); // the directory is gone
      return;
    }
    DirectoryPage page;
    try {
      page = files.list(pass.directory, pass.cookie(), most);
    } catch (VfsException e) {
      staleDirectory(pass.path, pass.directory, e, now);
      pass.end();
      return;
    }
    if (page.entries().size() > most) {
      throw new Disagreement("N5", "at most " + most + " entries", page.entries().size() + "");
    }
    page.entries().forEach(entry -> show(pass, entry, now));
    pass.told(before);
    if (page.reachedEnd()) {
      end(pass, now);
    }
  }

  /// The time of a directory from before its names are read, which a reply carries if it is known.
  private @Nullable Instant directoryTimeAtHand(Pass pass, long now) {
    try {
      FileAttributes attributes = files.atHand().getAttributes(pass.directory);
      caches.told(pass.path, pass.directory, attributes.ctime(), now);
      return attributes.ctime();
    } catch (VfsException e) {
      return null;
    }
  }

  private void show(Pass pass, DirectoryEntry entry, long now) {
    String name =
        entry.name().text().orElseThrow(() -> new Disagreement("N2", "names in UTF-8", "bytes"));
    String path = Names.child(pass.path, name);
    FileAttributes attributes = entry.attributes();
    FileType type = attributes == null ? typeOf(path, entry.id()) : attributes.type();
    judge.listed(path, type, attributes, now);
    met(path, type, entry.id());
    pass.show(new Pass.Entry(new Identities.Name(path, type), entry.id()));
    if (attributes != null && attributes.isDirectory()) {
      caches.told(path, entry.id(), attributes.ctime(), now);
    }
  }

  /// The type of an entry that came without attributes: asks for them. One that is gone by now was
  /// a directory, since files come with their attributes.
  private FileType typeOf(String path, FileId id) {
    try {
      return files.getAttributes(id).type();
    } catch (VfsException e) {
      if (e.error() == VfsError.STALE) {
        return FileType.DIRECTORY;
      }
      throw new Disagreement("A4", "attributes of " + Printer.path(path), e.error().toString());
    }
  }

  private void end(Pass pass, long now) {
    pass.end();
    judge.complete(pass.path, pass.names(), pass.begin(now), now);
    Instant changed = pass.changed();
    if (changed != null) {
      caches.listed(pass.path, changed, pass.names(), now);
    }
  }
}
