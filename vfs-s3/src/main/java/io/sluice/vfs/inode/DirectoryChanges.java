package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectSummary;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes and removes names of one export: directories, and files as a whole.
///
/// Safe for any number of threads. Holds no lock while S3 is asked, so what another client does in
/// between is seen afterwards, as with any change of theirs.
public final class DirectoryChanges {
  /// A directory that was made.
  ///
  /// @param parent the one that holds it
  public record Made(Inode.Directory directory, DirectoryChange parent) {}

  /// What S3 has below a directory.
  private enum Content {
    NOTHING,
    /// The object `name/` and nothing else.
    MARKER,
    KEYS
  }

  private static final Logger log = LoggerFactory.getLogger(DirectoryChanges.class);

  private final String export;
  private final Namespace names;
  private final NamespaceTables tables;
  private final ChangedNames changed;
  private final ObjectStore store;
  private final ChangeRules rules;
  private final AtomicBoolean hasToldOfFlag = new AtomicBoolean();

  /// Changes of the names of an export, whose bucket is `store`.
  ///
  /// @param export its name for the log
  public DirectoryChanges(String export, Namespace names, ObjectStore store, ChangeRules rules) {
    this.export = export;
    this.names = names;
    this.tables = names.tables();
    this.changed = new ChangedNames(names);
    this.store = store;
    this.rules = rules;
  }

  /// Makes a directory.
  ///
  /// @throws VfsException `EXISTS`; `INVALID` and `NAME_TOO_LONG` for what can be no key; `STALE`
  ///   if the parent is gone; `NO_SPACE` if the state directory does not take it
  public Made makeDirectory(FileId parent, FileName name) {
    names.inode(parent);
    Place place = new Place(parent, name, FileType.DIRECTORY);
    ObjectKey key = changed.key(place);
    long since = changed.now();
    boolean isMade =
        names.lookup(parent, name).isEmpty()
            && (rules.markers() ? putMarker(place, key, since) : makeLocal(place, since));
    if (!isMade) {
      throw new VfsException(VfsError.EXISTS, key + " exists");
    }
    FileId id = identify(place);
    tables.times().touch(id);
    Place above = tables.inodes().place(parent);
    if (above != null) {
      changed.touchAbove(above);
    }
    return new Made(names.directory(id), changed.changed(parent));
  }

  private boolean makeLocal(Place place, long since) {
    Place file = place.as(FileType.REGULAR);
    return tables.files().makeDirectory(place, () -> changed.isPublishedSince(file, since));
  }

  private boolean putMarker(Place place, ObjectKey key, long since) {
    Place file = place.as(FileType.REGULAR);
    if (tables.files().facts(file) != null || changed.isPublishedSince(file, since)) {
      return false;
    }
    boolean isPut = store.putEmptyObject(key);
    tables.seen().made(place, Seen.directory(true, changed.now()));
    return isPut;
  }

  /// Removes an empty directory. Whether it is empty, S3 is asked now.
  ///
  /// @throws VfsException `NOT_FOUND`, `NOT_DIRECTORY`, `NOT_EMPTY`; `NOT_PERMITTED` if it has a
  ///   marker and objects may not be deleted
  public DirectoryChange removeDirectory(FileId parent, FileName name) {
    if (changed.find(parent, name) instanceof Inode.File) {
      throw new VfsException(VfsError.NOT_DIRECTORY, name + " is a file");
    }
    Place place = new Place(parent, name, FileType.DIRECTORY);
    if (tables.local().hasContent(place)) {
      throw notEmpty(place);
    }
    long since = changed.now();
    switch (contentNow(place)) {
      case KEYS -> throw notEmpty(place);
      case MARKER -> {
        requireDeletes("markers of directories", changed.key(place));
        changed.keep(parent);
        deleteMarker(place);
      }
      case NOTHING -> {
        requireLocal(place);
        changed.keep(parent);
      }
    }
    if (isMadeIn(place, since) || !tables.local().remove(place)) {
      throw notEmpty(place);
    }
    return changed.removed(place);
  }

  /// Whether this mount put something into a directory while S3 was asked what is in it.
  private boolean isMadeIn(Place directory, long since) {
    FileId id = tables.inodes().identify(directory);
    return tables.own().notIn(id, since, ListingPosition.START, null).values().stream()
        .anyMatch(change -> change.seen().exists());
  }

  /// Removes a file, and its object at once.
  ///
  /// @throws VfsException `NOT_PERMITTED` if objects may not be deleted; `NOT_FOUND`,
  ///   `IS_DIRECTORY`
  public DirectoryChange remove(FileId parent, FileName name) {
    requireDeletes("files", changed.key(new Place(parent, name, FileType.REGULAR)));
    changed.findFile(parent, name);
    Place place = new Place(parent, name, FileType.REGULAR);
    changed.keep(parent);
    store.deleteObject(changed.key(place));
    return changed.removed(place);
  }

  /// What this mount put there while S3 was asked is known by its changes, unless a listing took
  /// their place: then S3 is asked again, once, as busy directories elsewhere have listings, too.
  private Content contentNow(Place directory) {
    long forgotten = tables.own().forgotten();
    Content content = content(directory);
    return content == Content.KEYS || forgotten == tables.own().forgotten()
        ? content
        : content(directory);
  }

  private Content content(Place directory) {
    ObjectKey marker = changed.key(directory);
    ListPage page = store.listObjectsV2(new ListRequest(marker.text(), false, null, null, 2));
    boolean hasMarker = false;
    while (true) {
      for (var object : page.objects()) {
        if (!object.key().equals(marker) || hasBytes(object)) {
          return Content.KEYS;
        }
        hasMarker = true;
      }
      if (page.isLast()) {
        return hasMarker ? Content.MARKER : Content.NOTHING;
      }
      page = store.listObjectsV2(new ListRequest(marker.text(), false, null, page.nextToken(), 2));
    }
  }

  /// Some tools keep bytes under the name of a directory, which no client of this mount sees.
  private boolean hasBytes(ObjectSummary marker) {
    if (marker.size() > 0) {
      log.info(
          "{}: not removed, since the object {} has {} bytes; delete it with a tool of S3",
          export,
          marker.key(),
          marker.size());
    }
    return marker.size() > 0;
  }

  private void deleteMarker(Place place) {
    store.deleteObject(changed.key(place));
    tables.own().uncovered(place.parent(), changed.now());
  }

  /// Nothing is in S3: another client removed it, unless it is a directory of this mount. A file
  /// that it had shadowed shows then.
  private void requireLocal(Place place) {
    if (!tables.local().holds(place)) {
      tables.seen().saw(place, Seen.absent(changed.now()));
      throw switch (changed.find(place.parent(), place.name())) {
        case Inode.Directory _ -> notEmpty(place);
        case Inode.File _ -> new VfsException(VfsError.NOT_DIRECTORY, place.name() + " is a file");
      };
    }
  }

  /// Refuses what deletes objects, unless they may be deleted.
  ///
  /// @param what is refused, for the log
  /// @param key of the object
  /// @throws VfsException `NOT_PERMITTED`
  public void requireDeletes(String what, ObjectKey key) {
    if (rules.allowDelete()) {
      return;
    }
    if (hasToldOfFlag.compareAndSet(false, true)) {
      log.warn(
          "{}: removing {} is refused ({}), since it deletes objects: --allow-delete allows it",
          export,
          what,
          key);
    }
    throw new VfsException(VfsError.NOT_PERMITTED, "objects are deleted with --allow-delete only");
  }

  private VfsException notEmpty(Place directory) {
    return new VfsException(VfsError.NOT_EMPTY, changed.key(directory) + " is not empty");
  }

  private FileId identify(Place place) {
    return tables.inodes().identify(place.parent(), place.name(), place.type());
  }
}
