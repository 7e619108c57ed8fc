package io.sluice.vfs.bucket;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.DirectoryChange;
import io.sluice.vfs.inode.DirectoryChanges;
import io.sluice.vfs.inode.FileChanges;
import io.sluice.vfs.inode.Inode;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.write.Sessions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes files that are not in S3 yet, and those that clients have open: their name goes at once,
/// their object when they are closed.
public final class FileRemovals {
  private static final Logger log = LoggerFactory.getLogger(FileRemovals.class);

  /// A client sends both renames in a row; but it may be busy. A file that was really removed, and
  /// over which somebody tries to rename another one that soon, shows again: better than the
  /// reverse.
  private static final long JUST_HIDDEN = Duration.ofSeconds(2).toNanos();

  /// A file that is gone.
  record Removed(FileId file, DirectoryChange directory) {}

  private final Namespace names;
  private final FileChanges files;
  private final Sessions sessions;
  private final Publishing publishing;
  private final DirectoryChanges directories;
  private final ObjectStore store;

  /// The objects of removed files that are being deleted, and how often. Any thread; a file that is
  /// created is entered in the namespace and in the sessions before its creator looks here, and who
  /// deletes looks there after the key was put here: so one of them sees the other.
  private final Map<ObjectKey, Integer> going = new ConcurrentHashMap<>();

  FileRemovals(
      Namespace names,
      FileChanges files,
      Sessions sessions,
      Publishing publishing,
      DirectoryChanges directories,
      ObjectStore store) {
    this.names = names;
    this.files = files;
    this.sessions = sessions;
    this.publishing = publishing;
    this.directories = directories;
    this.store = store;
  }

  /// Removes a file that is not in S3, or a removed one that a client has closed (semantics D2,
  /// D4); null if it is an ordinary file.
  @Nullable Removed removeUnpublished(FileId parent, FileName name) {
    FileChanges.Hidden hidden = files.hidden(parent, name);
    if (hidden != null) {
      return removeHidden(parent, name, hidden.file().id());
    }
    Inode there = names.lookup(parent, name).orElse(null);
    return there instanceof Inode.File file
            && files.isLocal(file.id())
            && isDropped(file.id())
            && files.isLocal(file.id()) // else it came into S3 in the last moment
        ? new Removed(file.id(), files.remove(parent, name))
        : null;
  }

  private Removed removeHidden(FileId parent, FileName silly, FileId file) {
    if (!isDropped(file)) {
      sessions.drop(file);
    }
    files.keepParent(parent);
    FileChanges.Hidden now = files.hidden(parent, silly); // it may have come, or been replaced
    if (now != null && now.hasObject()) {
      deleteOrShow(parent, silly, now.file());
    }
    return new Removed(file, files.removeHidden(parent, silly));
  }

  /// A client asks once for that, and goes on whatever the answer is.
  private void deleteOrShow(FileId parent, FileName silly, Inode.File hidden) {
    try {
      deleteUnlessReplaced(hidden.id(), hidden.facts().eTag());
    } catch (VfsException e) {
      if (e.error() == VfsError.ACCESS_DENIED) {
        log.warn(
            "{}: its object stays and shows again, since S3 refused to delete it: {}",
            files.key(hidden.id()),
            e.getMessage());
        files.showAgain(parent, silly);
      }
      throw e;
    }
  }

  /// Another client, or a new file of this mount, may have put something else under the key: that
  /// stays, and what the new file has is put afterwards.
  ///
  /// @param object null where the server has no tags: then nobody can tell
  private void deleteUnlessReplaced(FileId file, @Nullable ETag object) {
    ObjectKey key = files.key(file);
    if (!publishing.untold(file, () -> goesWhileHidden(file, key))) {
      return; // it has its name again
    }
    try {
      FileId next = files.successor(file);
      Runnable delete =
          object == null ? () -> store.deleteObject(key) : () -> store.deleteObject(key, object);
      if (next == null) {
        delete.run();
      } else {
        sessions.beforePublishing(next, delete);
      }
    } finally {
      isGone(key);
    }
  }

  private boolean goesWhileHidden(FileId file, ObjectKey key) {
    boolean isHidden = files.isHidden(file);
    if (isHidden) {
      goes(key);
    }
    return isHidden;
  }

  private void goes(ObjectKey key) {
    going.merge(key, 1, Integer::sum);
  }

  private void isGone(ObjectKey key) {
    going.computeIfPresent(key, (_, deletions) -> deletions == 1 ? null : deletions - 1);
  }

  /// A new file may not come into S3 while the object that had its name is deleted.
  ///
  /// @throws VfsException `BUSY`
  void requireNotBeingDeleted(FileId created) {
    ObjectKey key = files.key(created);
    if (going.containsKey(key)) {
      throw new VfsException(VfsError.BUSY, key + ": its former object is just being deleted");
    }
  }

  /// Whether a file is nowhere any more: false if it has just come into S3, which is told.
  private boolean isDropped(FileId file) {
    AtomicBoolean isDropped = new AtomicBoolean();
    publishing.andTell(file, () -> isDropped.set(sessions.dropUnlessNew(file)));
    return isDropped.get();
  }

  /// Removes a file whose object is deleted at once. What is being put under its key just now comes
  /// before that, or it would be back; and nobody creates another one of its name meanwhile.
  DirectoryChange removePublished(FileId parent, FileName name, FileId file) {
    ObjectKey key = files.key(file);
    directories.requireDeletes("files", key);
    AtomicReference<DirectoryChange> change = new AtomicReference<>();
    goes(key);
    try {
      sessions.beforePublishing(
          file,
          () -> {
            change.set(directories.remove(parent, name));
            sessions.drop(file);
          });
    } finally {
      isGone(key);
    }
    return Objects.requireNonNull(change.get());
  }

  /// Takes the name of a file away that a client has open.
  DirectoryChange hide(FileId parent, FileName name, FileName silly) {
    Inode there =
        names
            .lookup(parent, name)
            .orElseThrow(() -> new VfsException(VfsError.NOT_FOUND, "there is no " + name));
    return switch (there) {
      case Inode.File file -> publishing.untold(file.id(), () -> hide(file, silly));
      case Inode.Directory _ ->
          throw new VfsException(VfsError.IS_DIRECTORY, name + " is a directory");
    };
  }

  /// A rename to a name was refused. Clients that have the file of that name open have taken the
  /// name away from it just before, to let the other one have it, and do not give it back.
  ///
  /// @return whether there was such a file
  boolean unhide(FileId parent, FileName name) {
    FileId file = files.hiddenWithin(parent, name, JUST_HIDDEN);
    if (file == null) {
      return false;
    }
    publishing.andTell(file, () -> {}); // it may have come into S3 just now
    boolean isShown = publishing.untold(file, () -> isUnhidden(parent, file));
    if (isShown) {
      log.debug("{}: has its name again, since the rename to it was refused", files.key(file));
      makeDurable(file);
    }
    return isShown;
  }

  private boolean isUnhidden(FileId parent, FileId file) {
    boolean isShown =
        !going.containsKey(files.key(file))
            && files.unhide(parent, file, sessions.isNowhereElse(file));
    if (isShown) {
      sessions.unlinked(file, false);
    }
    return isShown;
  }

  /// Nothing of a file without a name is put into S3, and its client may have been told that it is
  /// safe.
  private void makeDurable(FileId file) {
    try {
      publishing.andTell(file, () -> sessions.makeDurable(file));
    } catch (VfsException e) {
      log.debug("not in S3 yet: {}", e.getMessage()); // as of any file whose client is silent
    }
  }

  private DirectoryChange hide(Inode.File file, FileName silly) {
    if (!files.isLocal(file.id())) {
      directories.requireDeletes("files", files.key(file.id()));
    }
    DirectoryChange change = files.hide(file, silly);
    sessions.unlinked(file.id(), true);
    return change;
  }
}
