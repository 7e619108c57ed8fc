package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.DirectoryTimes;
import io.sluice.vfs.s3.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all changes of names have in common: the key of a name, and what becomes of the directory
/// that holds it.
final class ChangedNames {
  private static final Logger log = LoggerFactory.getLogger(ChangedNames.class);

  private final Namespace names;
  private final NamespaceTables tables;

  ChangedNames(Namespace names) {
    this.names = names;
    this.tables = names.tables();
  }

  /// The key of a place, whole.
  ///
  /// @throws VfsException `INVALID` and `NAME_TOO_LONG` for what can be no key; `STALE` if the
  ///   directory is gone
  ObjectKey key(Place place) {
    String name =
        place
            .name()
            .text()
            .orElseThrow(
                () -> new VfsException(VfsError.INVALID, "the name is not UTF-8, as keys are"));
    String key =
        tables.prefix()
            + tables.inodes().path(place.parent())
            + name
            + (place.type() == FileType.DIRECTORY ? "/" : "");
    if (key.getBytes(StandardCharsets.UTF_8).length > ObjectKey.LONGEST) {
      throw new VfsException(VfsError.NAME_TOO_LONG, "S3 keys have at most 1,024 bytes");
    }
    return new ObjectKey(key);
  }

  /// What stands under a name.
  ///
  /// @throws VfsException `NOT_FOUND`
  Inode find(FileId parent, FileName name) {
    return names
        .lookup(parent, name)
        .orElseThrow(() -> new VfsException(VfsError.NOT_FOUND, "there is no " + name));
  }

  /// The file under a name.
  ///
  /// @throws VfsException `NOT_FOUND`, `IS_DIRECTORY`
  Inode.File findFile(FileId parent, FileName name) {
    return switch (find(parent, name)) {
      case Inode.File file -> file;
      case Inode.Directory _ ->
          throw new VfsException(VfsError.IS_DIRECTORY, name + " is a directory");
    };
  }

  /// Whether a call created the file, and it came into S3, since another one looked.
  boolean isPublishedSince(Place file, long since) {
    Seen own = tables.own().of(file);
    return own != null && isSince(own, since) && !tables.silly().hides(file, own.facts());
  }

  /// Whether a call made the directory in S3 since another one looked.
  boolean isMadeSince(Place directory, long since) {
    return isSince(tables.own().of(directory), since);
  }

  private static boolean isSince(@Nullable Seen own, long since) {
    return own != null && own.exists() && own.askedAt() - since >= 0;
  }

  /// The name is gone: notes it. Its id goes first, so that who creates the name anew gets another
  /// one. The directory that held it was to be kept before, or it would be gone for a moment.
  DirectoryChange removed(Place place) {
    retire(place);
    tables.seen().made(place, Seen.absent(now()));
    keep(place.parent()); // once more, since a listing from before may show it as an ordinary one
    return changed(place.parent());
  }

  /// The id of a name that was removed. If that cannot be written it lives on: what was asked for
  /// is done.
  void retire(Place place) {
    try {
      tables.inodes().retire(place);
    } catch (VfsException full) {
      log.warn("{}: is removed, but its handle lives on: {}", key(place), full.getMessage());
    }
  }

  /// Whoever removed the last name of a directory still has the directory. Whether it was the last
  /// one, S3 is not asked: a directory that has names is an ordinary one as soon as it is listed.
  void keep(FileId directory) {
    Place place = tables.inodes().place(directory);
    if (place == null) {
      return;
    }
    try {
      if (tables.local().keep(place)) {
        touchAbove(place);
      }
    } catch (VfsException full) {
      log.warn("{} may go with its last name: {}", key(place), full.getMessage());
    }
  }

  /// Listings from before may lack a local directory, and those above it; or clients may have been
  /// told just now that it is absent.
  void touchAbove(Place directory) {
    Place place = directory;
    while (place != null) {
      Seen seen = tables.seen().newest(place);
      boolean isNew = seen == null || !seen.exists();
      if (tables.times().takeAllAbsences(place.parent()) || isNew) {
        tables.times().touch(place.parent());
      }
      place = tables.inodes().place(place.parent());
    }
  }

  /// The names of a directory changed just now.
  DirectoryChange changed(FileId directory) {
    DirectoryTimes.Move move = tables.times().move(directory);
    Instant before = move.before();
    return new DirectoryChange(
        before == null ? null : new Inode.Directory(directory, before),
        new Inode.Directory(directory, move.after()));
  }

  /// Nothing changed in a directory.
  DirectoryChange unchanged(FileId directory) {
    Inode.Directory now = names.directory(directory);
    return new DirectoryChange(now, now);
  }

  /// Ticker nanoseconds.
  long now() {
    return names.ticker().getAsLong();
  }
}
