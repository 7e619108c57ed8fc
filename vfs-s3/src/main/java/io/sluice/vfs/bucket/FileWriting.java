package io.sluice.vfs.bucket;

import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.FileChanges;
import io.sluice.vfs.inode.Inode;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.write.FileUnderWay;
import io.sluice.vfs.write.Publication;
import io.sluice.vfs.write.Sessions;
import io.sluice.vfs.write.log.SessionRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Creates and writes the files of one export: [FileChanges] has their names, [Sessions] their
/// bytes, [Publishing] tells the one what the other did.
public final class FileWriting {
  private final Namespace names;
  private final FileChanges files;
  private final Sessions sessions;
  private final Publishing publishing;
  private final FileRemovals removals;
  private final ShownWriting shown;
  private final AttributeView view;
  private final WriteRules rules;
  private final InstantSource clock;

  /// The writing of one export.
  public FileWriting(
      Namespace names,
      FileChanges files,
      Sessions sessions,
      Publishing publishing,
      FileRemovals removals,
      ShownWriting shown,
      AttributeView view,
      WriteRules rules,
      InstantSource clock) {
    this.names = names;
    this.files = files;
    this.sessions = sessions;
    this.publishing = publishing;
    this.removals = removals;
    this.shown = shown;
    this.view = view;
    this.rules = rules;
    this.clock = clock;
  }

  CreateOutcome create(FileId directory, FileName name, CreateMode mode) {
    FileChanges.Created created = files.create(directory, name);
    Inode.File file =
        created.isNew() ? began(created.file(), mode) : found(created.file(), mode, name);
    AttributeChange change =
        new AttributeChange(
            created.parent().before() == null
                ? null
                : view.attributes(created.parent().before()).before(),
            view.attributes(created.parent().after()));
    return new CreateOutcome(view.attributes(file), change);
  }

  private Inode.File began(Inode.File file, CreateMode mode) {
    Long verifier = mode instanceof CreateMode.Exclusive(long given, _) ? (Long) given : null;
    try {
      begin(file, verifier, null, changes(mode));
      removals.requireNotBeingDeleted(file.id());
      ETag hidden = files.hiddenObject(file.id());
      if (hidden != null) {
        sessions.mayReplace(file.id(), hidden);
      }
    } catch (VfsException e) {
      forget(file.id());
      throw e;
    }
    Long size = changes(mode).size();
    if (size != null && size > 0) {
      sessions.truncate(file.id(), size);
    }
    return file;
  }

  private void forget(FileId file) {
    try {
      sessions.drop(file);
    } finally {
      files.dropped(file);
    }
  }

  private static AttributeChanges changes(CreateMode mode) {
    return switch (mode) {
      case CreateMode.Unchecked(AttributeChanges changes) -> changes;
      case CreateMode.Guarded(AttributeChanges changes) -> changes;
      case CreateMode.Exclusive(_, AttributeChanges changes) -> changes;
    };
  }

  /// Begins to write a file from nothing.
  ///
  /// @param base the object that it replaces; null if there is none
  private void begin(
      Inode.File file, @Nullable Long verifier, @Nullable ETag base, AttributeChanges changes) {
    Instant now = clock.instant();
    SessionRecord.Attributes attributes =
        SettableAttributes.changed(
            new SessionRecord.Attributes(null, null, null, now, null, now), changes, now);
    sessions.create(file.id(), files.key(file.id()), verifier, base, attributes);
  }

  /// What CREATE does with a file that is there (RFC 1813, 3.3.8).
  private Inode.File found(Inode.File file, CreateMode mode, FileName name) {
    switch (mode) {
      case CreateMode.Guarded _ -> throw new VfsException(VfsError.EXISTS, name + " exists");
      case CreateMode.Exclusive(long verifier, _) -> {
        if (!sessions.wasCreatedBy(file.id(), verifier)) {
          throw new VfsException(VfsError.EXISTS, name + " exists");
        }
      }
      case CreateMode.Unchecked(AttributeChanges changes) -> {
        if (changes.size() != null) {
          truncate(file.id(), changes.size());
        }
      }
    }
    return file;
  }

  /// Takes bytes of a WRITE.
  void write(FileId file, long offset, LeasedBytes data, Durability durability) {
    if (underWay(file) == null) {
      resume(file, offset);
    }
    publishing.andTell(file, () -> sessions.write(file, offset, data, durability));
  }

  /// Goes on with a file that this mount published (semantics W8), or replaces one that has no
  /// bytes: whoever opens that with O_TRUNC sends nothing of it (semantics W7).
  private void resume(FileId file, long offset) {
    Inode.File there = writable(file);
    ETag eTag = there.facts().eTag();
    long size = there.facts().size();
    if (eTag != null && isResumed(there, eTag)) {
      return;
    }
    if (eTag != null && size == 0 && !files.isHidden(file)) {
      sessions.replaceEmpty(file, files.key(file), replaceable(there), attributes(there));
    } else {
      throw offset < size
          ? rules.refused(files.key(file), "changing bytes of an existing object", "allow-modify")
          : rules.refused(files.key(file), "appending to an existing object", "allow-append");
    }
  }

  private SessionRecord.Attributes attributes(Inode.File there) {
    return SettableAttributes.of(view.attributes(there), clock.instant());
  }

  private boolean isResumed(Inode.File there, ETag eTag) {
    SessionRecord.Attributes attributes = attributes(there);
    return files.isHidden(there.id())
        ? sessions.resumeRemoved(
            there.id(), files.key(there.id()), eTag, there.facts().size(), attributes)
        : sessions.resume(
            there.id(), files.key(there.id()), eTag, there.facts().size(), attributes);
  }

  /// The file, which is never stale for a WRITE: its object may be gone, but then the error is
  /// another one.
  private Inode.File writable(FileId file) {
    try {
      return names.knownFile(file);
    } catch (VfsException e) {
      throw e.error() == VfsError.STALE && names.inodes().find(file) != null
          ? new VfsException(VfsError.IO, "the object of the file is gone", e)
          : e;
    }
  }

  /// Makes all bytes durable that came before.
  ///
  /// @return the verifier of the answer
  long commit(FileId file) {
    if (sessions.look(file) == null) {
      names.knownFile(file); // everything is in S3, if there is such a file
    }
    AtomicLong answer = new AtomicLong();
    publishing.andTell(file, () -> answer.set(sessions.commit(file)));
    return answer.get();
  }

  /// A client asks for the attributes of a file, as it does when it closes it.
  void looked(FileId file) {
    if (sessions.look(file) != null) {
      publishing.andTell(file, () -> sessions.looked(file));
    }
  }

  private boolean isUnderWay(FileId file) {
    FileUnderWay underWay = underWay(file);
    return underWay != null && !underWay.isFailed();
  }

  /// How a file looks that is being written; null if it is not. One whose object another client has
  /// replaced is not any more, unless somebody is just writing it: then its publishing tells.
  private @Nullable FileUnderWay underWay(FileId file) {
    FileUnderWay found = sessions.look(file);
    if (found == null || !shown.isReplaced(file, found)) {
      return found;
    }
    sessions.endIfQuiet(file);
    return sessions.look(file);
  }

  /// Sets the size of a file, and the other attributes of one that is being written.
  ///
  /// @return whether all is done; false if the others are still to be set, of an object
  boolean setAttributes(FileId file, AttributeChanges changes) {
    if (changes.size() != null) {
      truncate(file, changes.size());
    }
    if (!isUnderWay(file)) {
      return false;
    }
    Instant now = clock.instant();
    boolean isMore = !SettableAttributes.isOnlySize(changes);
    publishing.andTell(
        file,
        () -> {
          if (changes.mtime() instanceof TimeChange.To) {
            sessions.publishIfUnwritten(file); // what programs do last with an empty file
          }
          if (isMore || changes.size() == null) {
            sessions.setAttributes(
                file, attributes -> SettableAttributes.changed(attributes, changes, now));
          }
        });
    publishing.keep(file);
    return true;
  }

  /// Lets a file end elsewhere (semantics W7, W17).
  private void truncate(FileId file, long size) {
    FileUnderWay underWay = underWay(file);
    if (underWay != null && !underWay.isPublished()) {
      sessions.truncate(file, size);
      return;
    }
    Inode.File told = underWay == null ? null : published(file, underWay);
    Inode.File there = told == null ? writable(file) : told;
    if (there.facts().size() == size) {
      return;
    }
    if (size == 0) {
      startAnew(there);
    } else {
      extend(there, size);
    }
  }

  private void startAnew(Inode.File there) {
    Instant now = clock.instant();
    sessions.create(
        there.id(),
        files.key(there.id()),
        null,
        replaceable(there),
        SettableAttributes.emptied(view.attributes(there), now));
  }

  /// The object of a file that may be replaced.
  private ETag replaceable(Inode.File there) {
    ETag eTag = there.facts().eTag();
    if (!rules.allowOverwrite() || eTag == null) {
      throw rules.refused(
          files.key(there.id()), "overwriting an existing object", "allow-overwrite");
    }
    return eTag;
  }

  private void extend(Inode.File there, long size) {
    ETag eTag = there.facts().eTag();
    if (size < there.facts().size() || eTag == null || !isResumed(there, eTag)) {
      throw rules.refused(
          files.key(there.id()), "changing the size of an existing object", "allow-modify");
    }
    sessions.truncate(there.id(), size);
  }

  /// The facts of a file for reading: of its object, once all of it is there.
  ///
  /// @return how it looks while it is not; null if it is
  @Nullable FileUnderWay unpublished(FileId file) {
    FileUnderWay underWay = sessions.look(file);
    return underWay == null || underWay.isPublished() || underWay.isFailed() ? null : underWay;
  }

  /// The object, for a reader, of a file that was published just now; null if it was not. The
  /// namespace may not have been told yet.
  Inode.@Nullable File publishedForReader(FileId file) {
    FileUnderWay underWay = sessions.look(file);
    Inode.File done = underWay == null ? null : published(file, underWay);
    if (done != null) {
      sessions.isRead(file);
    }
    return done;
  }

  /// The object of a file, if it has just its content; null if not, or if it is another one.
  private Inode.@Nullable File published(FileId file, FileUnderWay underWay) {
    Publication done = underWay.publication();
    return done == null || !underWay.isPublished() || shown.isReplaced(file, underWay)
        ? null
        : new Inode.File(
            file, new ObjectFacts(done.size(), clock.instant(), done.eTag(), StorageTier.READABLE));
  }

  /// Reads bytes that are at hand; false if S3 must be asked, which has them after
  /// [#publishForReader].
  boolean read(FileId file, long offset, ByteBuffer into) {
    FileUnderWay underWay = sessions.look(file);
    return underWay != null && !underWay.isFailed() && sessions.read(file, offset, into);
  }

  /// Lets S3 have the bytes of a file that somebody reads, unless it has.
  void publishForReader(FileId file) {
    if (unpublished(file) != null) {
      publishing.andTell(file, () -> sessions.publishForReader(file));
    }
  }

  /// Renames are not there yet, but for those of open files that are removed.
  VfsException refusedRename(Namespace in, FileId parent, FileName name) {
    Inode there =
        in.lookup(parent, name)
            .orElseThrow(() -> new VfsException(VfsError.NOT_FOUND, "there is no " + name));
    return rules.refusedRename(new ObjectKey(in.inodes().path(there.id())));
  }

  long verifier() {
    return sessions.verifier();
  }
}
