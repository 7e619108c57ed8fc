package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.inode.local.SillyFiles;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The names of files that this mount writes: from their creation, when they exist here only, until
/// their object is in S3 or they are gone; and the names of open files that were removed.
///
/// Safe for any number of threads. Holds no lock while S3 is asked. Puts and deletes no objects:
/// whoever does tells the outcome here.
public final class FileChanges {
  /// What a creation found or made.
  ///
  /// @param isNew whether the file was made by this call
  /// @param parent the directory around the change; the same twice if nothing was made
  public record Created(Inode.File file, boolean isNew, DirectoryChange parent) {}

  /// An open file whose name was removed.
  ///
  /// @param hasObject whether the object under its key is this file, so that it is to be deleted
  ///   when the file is closed; false if it was never in S3, or another one was put there
  public record Hidden(Inode.File file, boolean hasObject) {}

  private final Namespace names;
  private final NamespaceTables tables;
  private final ChangedNames changed;

  /// Changes of the names of an export.
  public FileChanges(Namespace names) {
    this.names = names;
    this.tables = names.tables();
    this.changed = new ChangedNames(names);
  }

  /// Finds a file, or makes one that exists through this mount only. S3 is asked only for what no
  /// fresh listing of the directory tells.
  ///
  /// @throws VfsException `EXISTS` if a directory has the name; `INVALID` and `NAME_TOO_LONG` for
  ///   what can be no key; `STALE` if the parent is gone; `NO_SPACE` if too many files are being
  ///   written or the id cannot be remembered
  public Created create(FileId parent, FileName name) {
    Place place = new Place(parent, name, FileType.REGULAR);
    ObjectKey key = changed.key(place);
    long since = changed.now();
    Optional<Inode> there = names.lookup(parent, name);
    if (there.isPresent()) {
      return found(there.get(), parent, key);
    }
    names.requireThere(parent, name);
    if (!tables.files().create(place)) {
      return create(parent, name); // another call made it meanwhile
    }
    if (changed.isPublishedSince(place, since)
        || changed.isMadeSince(place.as(FileType.DIRECTORY), since)) {
      tables.files().end(place);
      return create(parent, name);
    }
    return new Created(names.knownFile(identify(place)), true, changed.changed(parent));
  }

  private FileId identify(Place created) {
    try {
      return tables.inodes().identify(created);
    } catch (VfsException full) {
      tables.files().end(created);
      throw full;
    }
  }

  private Created found(Inode there, FileId parent, ObjectKey key) {
    return switch (there) {
      case Inode.File file -> new Created(file, false, changed.unchanged(parent));
      case Inode.Directory _ -> throw new VfsException(VfsError.EXISTS, key + "/ is a directory");
    };
  }

  /// Puts a file back that was created before a restart and is not in S3.
  ///
  /// @throws VfsException `STALE` if its id is retired; `NO_SPACE` as [#create]
  public void restore(FileId file) {
    tables.files().add(place(file));
  }

  /// Whether a file exists through this mount only, under its name.
  public boolean isLocal(FileId file) {
    Place place = tables.inodes().find(file);
    return place != null && tables.silly().of(file) == null && tables.files().facts(place) != null;
  }

  /// The key under which the object of a file is, or will be; of a removed file that is open too.
  ///
  /// @throws VfsException `STALE`; `IS_DIRECTORY`
  public ObjectKey key(FileId file) {
    return changed.key(place(file));
  }

  private Place place(FileId file) {
    Place place = tables.inodes().place(file);
    if (place == null || place.type() == FileType.DIRECTORY) {
      throw new VfsException(VfsError.IS_DIRECTORY, "a directory has no bytes");
    }
    return place;
  }

  /// The object of a file is in S3 now.
  ///
  /// @param facts of the object
  /// @throws VfsException `STALE` if the id is retired
  public void published(FileId file, ObjectFacts facts) {
    Place place = place(file);
    if (tables.silly().of(file) != null) {
      tables.silly().published(file, facts);
      tables.seen().made(place, Seen.file(facts, changed.now()));
      return;
    }
    tables.silly().replaced(place);
    Seen before = tables.seen().newest(place);
    boolean wasVisible = tables.files().facts(place) != null || (before != null && before.exists());
    long now = changed.now();
    tables.seen().made(place, Seen.file(facts, now));
    tables.exists(place.parent(), now);
    Place directory = tables.inodes().find(place.parent());
    if (directory != null) {
      tables
          .seen()
          .saw(directory, Seen.directory(true, now)); // so that the next create need not ask
    }
    tables.files().end(place);
    if (!wasVisible) {
      tables.times().touch(place.parent());
    }
  }

  /// A file that is not in S3 is gone: removed, or its upload failed for good. Its id is retired.
  /// Nothing happens if it is in S3.
  public void dropped(FileId file) {
    Place place = tables.inodes().find(file);
    SillyFiles.Silly silly = tables.silly().of(file);
    if (silly != null) {
      removeHidden(silly);
    } else if (place != null && tables.files().facts(place) != null) {
      removeLocal(place);
    }
  }

  /// The handle of a file is of no use any more (semantics W15): its id is stale from now on, and
  /// what stands under its name gets a new one when it is looked up. Nothing happens if it is stale
  /// already.
  ///
  /// @throws VfsException `NO_SPACE` if that cannot be written
  public void retire(FileId file) {
    Place place = tables.inodes().find(file);
    SillyFiles.Silly silly = tables.silly().of(file);
    if (silly != null) {
      removeHidden(silly);
    } else if (place != null) {
      tables.inodes().retire(place);
      tables.times().touch(place.parent());
    }
  }

  /// Removes a file that exists through this mount only. Objects are [DirectoryChanges]'.
  ///
  /// @throws VfsException `NOT_FOUND` if there is none, `IS_DIRECTORY`
  public DirectoryChange remove(FileId parent, FileName name) {
    FileId file = changed.findFile(parent, name).id();
    if (!isLocal(file)) {
      throw new VfsException(VfsError.NOT_FOUND, name + " is not being written");
    }
    return removeLocal(new Place(parent, name, FileType.REGULAR));
  }

  private DirectoryChange removeLocal(Place place) {
    changed.retire(place);
    changed.keep(place.parent());
    forgetUnlessInS3(place);
    tables.files().end(place);
    return changed.changed(place.parent());
  }

  /// Another client may have put an object of the name meanwhile, which shows then.
  private void forgetUnlessInS3(Place place) {
    Seen seen = tables.seen().newest(place);
    if (seen == null || !seen.exists()) {
      tables.seen().made(place, Seen.absent(changed.now()));
    }
  }

  /// Whether clients rename a file to this name when it is removed while it is open: those of Linux
  /// (`.nfs` and 24 hexadecimal digits), macOS (`.nfs.` 8 `.` 4) and FreeBSD (`.nfs.` 8 `.` 4 or
  /// more `4.4`).
  public static boolean isSilly(FileName name) {
    return SillyFiles.isSilly(name);
  }

  /// Removes the name of a file that a client has open. The file keeps its id, and is found under
  /// the silly name, which no listing shows. S3 is not told: the object stays where it is.
  /// Forgotten at a restart: then the name shows again, with another id.
  ///
  /// @param file as it was found under its name just now; nothing may be told of it meanwhile
  /// @param silly what the client calls the file from now on, in the same directory
  /// @throws VfsException `INVALID` if it is no such name; `EXISTS` if it is taken; `STALE`;
  ///   `NO_SPACE` if there are too many or the change of the id cannot be written
  public DirectoryChange hide(Inode.File file, FileName silly) {
    if (!isSilly(silly)) {
      throw new VfsException(VfsError.INVALID, silly + " is no name of a removed file");
    }
    if (isHidden(file.id())) {
      throw new VfsException(VfsError.CROSS_DEVICE, "the file is removed already");
    }
    Place place = place(file.id());
    FileId parent = place.parent();
    boolean isLocal = tables.files().facts(place) != null;
    SillyFiles.Silly hidden =
        new SillyFiles.Silly(file.id(), place, silly, facts(file, place), !isLocal, changed.now());
    tables.silly().add(hidden);
    try {
      tables.inodes().detach(file.id(), place);
    } catch (VfsException full) {
      tables.silly().end(hidden);
      throw full;
    }
    if (isLocal) {
      forgetUnlessInS3(place);
      tables.files().end(place);
    }
    return changed.changed(parent);
  }

  /// What is known of a file now: it may have come into S3 since it was found.
  private ObjectFacts facts(Inode.File found, Place place) {
    ObjectFacts local = tables.files().facts(place);
    Seen seen = tables.seen().newest(place);
    ObjectFacts there = seen == null ? null : seen.facts();
    return local != null ? local : there != null ? there : found.facts();
  }

  /// Whether a file was removed while a client has it open.
  public boolean isHidden(FileId file) {
    return tables.silly().of(file) != null;
  }

  /// The file in writing that has the name now which a removed one had; null if there is none.
  public @Nullable FileId successor(FileId hidden) {
    Place place = tables.inodes().find(hidden);
    return place == null || tables.files().facts(place) == null
        ? null
        : tables.inodes().identify(place);
  }

  /// The last name in a directory may be about to go: it stays all the same.
  public void keepParent(FileId parent) {
    changed.keep(parent);
  }

  /// The removed file that a client calls so, or null.
  public @Nullable Hidden hidden(FileId parent, FileName silly) {
    SillyFiles.Silly hidden = tables.silly().under(new Place(parent, silly, FileType.REGULAR));
    return hidden == null
        ? null
        : new Hidden(new Inode.File(hidden.id(), hidden.facts()), hidden.hasObject());
  }

  /// The object of a removed file that is open, under the key of this one; null if there is none.
  public @Nullable ETag hiddenObject(FileId file) {
    Place place = tables.inodes().find(file);
    ObjectFacts facts = place == null ? null : tables.silly().objectAt(place);
    return facts == null ? null : facts.eTag();
  }

  /// Ends a removed file, whose object, if it had one, is deleted already. Its id is retired.
  ///
  /// @throws VfsException `NOT_FOUND` if no such file is called so
  public DirectoryChange removeHidden(FileId parent, FileName silly) {
    SillyFiles.Silly hidden = tables.silly().under(new Place(parent, silly, FileType.REGULAR));
    if (hidden == null) {
      throw new VfsException(VfsError.NOT_FOUND, "there is no " + silly);
    }
    return removeHidden(hidden);
  }

  /// The object of a removed file may not be deleted: its name shows again, with another id, as it
  /// does to everybody else.
  public void showAgain(FileId parent, FileName silly) {
    SillyFiles.Silly hidden = tables.silly().under(new Place(parent, silly, FileType.REGULAR));
    if (hidden != null) {
      tables.inodes().release(hidden.id());
      tables.silly().end(hidden);
      tables.times().touch(parent);
    }
  }

  /// The file whose name was taken away last, or null if that is longer ago.
  ///
  /// @param within nanoseconds
  public @Nullable FileId hiddenWithin(FileId parent, FileName name, long within) {
    SillyFiles.Silly last = tables.silly().lastAt(new Place(parent, name, FileType.REGULAR));
    return last == null || changed.now() - last.hiddenAt() > within ? null : last.id();
  }

  /// Gives a file its name back.
  ///
  /// @param isLocal whether it is in S3 in no form
  /// @return false if another file has the name
  /// @throws VfsException `NO_SPACE` if that cannot be written
  public boolean unhide(FileId parent, FileId file, boolean isLocal) {
    SillyFiles.Silly hidden = tables.silly().of(file);
    if (hidden == null
        || tables.files().facts(hidden.place()) != null
        || !(hidden.hasObject() || isLocal)
        || !(hidden.hasObject() || tables.files().add(hidden.place()))) {
      return false;
    }
    boolean isAttached = false;
    try {
      isAttached = tables.inodes().reattach(file, hidden.place());
    } finally {
      if (!isAttached && !hidden.hasObject()) {
        tables.files().end(hidden.place());
      }
    }
    if (isAttached) {
      tables.silly().end(hidden);
      tables.times().touch(parent);
    }
    return isAttached;
  }

  private DirectoryChange removeHidden(SillyFiles.Silly hidden) {
    Place place = hidden.place();
    Seen seen = tables.seen().newest(place);
    if (seen == null || tables.silly().hides(place, seen.facts())) {
      tables.seen().made(place, Seen.absent(changed.now()));
    }
    tables.inodes().release(hidden.id());
    changed.keep(place.parent());
    tables.silly().end(hidden);
    return changed.changed(place.parent());
  }
}
