package io.sluice.vfs.bucket;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.RenameOutcome;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.DirectoryChange;
import io.sluice.vfs.inode.DirectoryChanges;
import io.sluice.vfs.inode.FileChanges;
import io.sluice.vfs.inode.Inode;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.local.KeptAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes of names and attributes in one export: asks [DirectoryChanges] for the names, and keeps
/// in [KeptAttributes] what S3 does not.
public final class BucketChanges {
  private static final Logger log = LoggerFactory.getLogger(BucketChanges.class);

  private final String export;
  private final Namespace names;
  private final DirectoryChanges directories;
  private final FileWriting writing;
  private final FileRemovals removals;
  private final KeptAttributes kept;
  private final AttributeView view;
  private final Spelling spelling;
  private final InstantSource clock;
  private final AtomicBoolean hasToldOfOwners = new AtomicBoolean();

  /// Changes of the export of these names.
  ///
  /// @param export its name for the log
  /// @param spelling of new names, and of old ones that are not found
  /// @param clock for times that are set to now
  public BucketChanges(
      String export,
      Namespace names,
      DirectoryChanges directories,
      FileWriting writing,
      FileRemovals removals,
      KeptAttributes kept,
      AttributeView view,
      Spelling spelling,
      InstantSource clock) {
    this.export = export;
    this.names = names;
    this.directories = directories;
    this.writing = writing;
    this.removals = removals;
    this.kept = kept;
    this.view = view;
    this.spelling = spelling;
    this.clock = clock;
  }

  LookupOutcome lookup(Namespace in, FileId directory, FileName name) {
    return in.lookup(directory, spelt(in, directory, name))
        .<LookupOutcome>map(inode -> new LookupOutcome.Found(view.attributes(inode)))
        .orElseGet(LookupOutcome.Missing::new);
  }

  /// The spelling under which a name is there: as given, else as names are stored.
  private FileName spelt(Namespace in, FileId directory, FileName name) {
    FileName stored = spelling.stored(name);
    return stored.equals(name) || in.find(directory, name).isPresent() ? name : stored;
  }

  CreateOutcome create(FileId parent, FileName name, CreateMode mode) {
    return writing.create(parent, spelt(names, parent, name), mode);
  }

  CreateOutcome makeDirectory(FileId parent, FileName name, AttributeChanges changes) {
    FileName there = spelt(names, parent, name);
    DirectoryChanges.Made made = directories.makeDirectory(parent, there);
    FileId id = made.directory().id();
    kept.forget(id);
    kept.keep(id, view.ofNewDirectory(changes));
    keepTimes(made.directory(), changes);
    return new CreateOutcome(view.attributes(made.directory()), change(made.parent()));
  }

  AttributeChange remove(FileId parent, FileName name) {
    FileName there = spelt(names, parent, name);
    FileRemovals.Removed unpublished = removals.removeUnpublished(parent, there);
    if (unpublished != null) {
      kept.forget(unpublished.file());
      return change(unpublished.directory());
    }
    Inode inode = names.lookup(parent, there).orElse(null);
    return removed(
        inode,
        inode instanceof Inode.File file
            ? removals.removePublished(parent, there, file.id())
            : directories.remove(parent, there));
  }

  /// Renames an open file that was removed to what its client calls it from now on (semantics D2).
  RenameOutcome rename(
      FileId fromDirectory, FileName fromName, FileId toDirectory, FileName toName) {
    if (!fromDirectory.equals(toDirectory) || !FileChanges.isSilly(toName)) {
      FileName stored = spelling.stored(toName);
      if (!removals.unhide(toDirectory, toName) && !stored.equals(toName)) {
        removals.unhide(toDirectory, stored);
      }
      throw writing.refusedRename(names, fromDirectory, spelt(names, fromDirectory, fromName));
    }
    FileName there = spelt(names, fromDirectory, fromName);
    AttributeChange directory = change(removals.hide(fromDirectory, there, toName));
    return new RenameOutcome(directory, directory);
  }

  AttributeChange removeDirectory(FileId parent, FileName name) {
    FileName there = spelt(names, parent, name);
    Inode inode = names.lookup(parent, there).orElse(null);
    return removed(inode, directories.removeDirectory(parent, there));
  }

  private AttributeChange removed(@Nullable Inode inode, DirectoryChange directory) {
    if (inode != null) {
      kept.forget(inode.id());
    }
    return change(directory);
  }

  private AttributeChange change(DirectoryChange change) {
    return new AttributeChange(
        change.before() == null ? null : view.attributes(change.before()).before(),
        view.attributes(change.after()));
  }

  AttributeChange setAttributes(
      FileId file, AttributeChanges changes, @Nullable Instant onlyIfCtime) {
    Inode inode = names.inode(file);
    FileAttributes now = view.attributes(inode);
    if (onlyIfCtime != null && !onlyIfCtime.equals(now.ctime())) {
      throw new VfsException(VfsError.NOT_SYNCHRONIZED, "the file has changed since");
    }
    if (changes.size() != null && now.isDirectory()) {
      throw new VfsException(VfsError.IS_DIRECTORY, "a directory has no bytes");
    }
    if (now.isDirectory() || !writing.setAttributes(file, changes)) {
      return kept(inode, now, changes);
    }
    return new AttributeChange(null, view.attributes(names.knownFile(file)));
  }

  private AttributeChange kept(Inode inode, FileAttributes now, AttributeChanges changes) {
    KeptAttributes.Kept.Made wanted = wanted(changes, now);
    if (wanted != null) {
      keepOwner(inode, wanted);
    }
    switch (inode) {
      case Inode.File known -> keepTimes(known, changes);
      case Inode.Directory directory -> keepTimes(directory, changes);
    }
    return new AttributeChange(null, view.attributes(inode));
  }

  /// Mode and owner as they should become; null if they are that already.
  private static KeptAttributes.Kept.@Nullable Made wanted(
      AttributeChanges changes, FileAttributes now) {
    var wanted =
        new KeptAttributes.Kept.Made(
            changes.mode() == null ? now.mode() : changes.mode(),
            changes.uid() == null ? now.uid() : changes.uid(),
            changes.gid() == null ? now.gid() : changes.gid());
    var here = new KeptAttributes.Kept.Made(now.mode(), now.uid(), now.gid());
    return wanted.equals(here) ? null : wanted;
  }

  /// Keeps mode and owner of what this mount made.
  private void keepOwner(Inode inode, KeptAttributes.Kept.Made wanted) {
    switch (inode) {
      case Inode.Directory directory when kept.made(directory.id()) != null ->
          kept.keep(directory.id(), wanted);
      case Inode.Directory _ -> throw notMadeHere();
      case Inode.File file -> {
        KeptAttributes.Kept.Published ours = kept.published(file.id(), file.facts());
        if (ours == null || !ours.takesOwner(clock.instant())) {
          throw notMadeHere();
        }
        kept.keepSoon(file.id(), ours.with(wanted));
      }
    }
  }

  private VfsException notMadeHere() {
    if (hasToldOfOwners.compareAndSet(false, true)) {
      log.warn(
          "{}: setting mode and owner is refused, since S3 does not keep them, except for"
              + " directories that this mount made and files that it has just written; --uid,"
              + " --gid, --file-mode and --dir-mode set them for all",
          export);
    }
    return new VfsException(VfsError.NOT_PERMITTED, "S3 does not keep mode and owner");
  }

  private void keepTimes(Inode.File file, AttributeChanges changes) {
    Instant atime = time(changes.atime());
    Instant mtime = time(changes.mtime());
    if (atime == null && mtime == null) {
      return;
    }
    var ours = kept.published(file.id(), file.facts());
    if (ours != null) {
      kept.keepSoon(file.id(), ours.with(atime, mtime));
    } else {
      var before = kept.times(file.id(), file.facts());
      kept.keep(
          file.id(),
          new KeptAttributes.Kept.Times(
              file.facts().version(),
              atime != null || before == null ? atime : before.atime(),
              mtime != null || before == null ? mtime : before.mtime()));
    }
  }

  private void keepTimes(Inode.Directory directory, AttributeChanges changes) {
    Instant atime = time(changes.atime());
    Instant mtime = time(changes.mtime());
    if (atime != null || mtime != null) {
      var before = kept.times(directory.id(), directory.changed());
      kept.keepTimes(
          directory.id(),
          directory.changed(),
          atime != null || before == null ? atime : before.atime(),
          mtime != null || before == null ? mtime : before.mtime());
    }
  }

  private @Nullable Instant time(TimeChange change) {
    return switch (change) {
      case TimeChange.Keep() -> null;
      case TimeChange.Now() -> clock.instant();
      case TimeChange.To(Instant time) -> time;
    };
  }
}
