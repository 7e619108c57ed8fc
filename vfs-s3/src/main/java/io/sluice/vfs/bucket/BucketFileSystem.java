package io.sluice.vfs.bucket;

import io.sluice.memory.Lease;
import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CommitOutcome;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileSystemLimits;
import io.sluice.vfs.FileSystemStatistics;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.ReadOutcome;
import io.sluice.vfs.RenameOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.WriteOutcome;
import io.sluice.vfs.inode.Inode;
import io.sluice.vfs.inode.NamePage;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.read.BlockMemory;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.read.ReadResult;
import io.sluice.vfs.read.ReadableObject;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.write.FileUnderWay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bucket, or what is below a prefix of it, as a file system: asks [Namespace] which object is
/// meant, [ObjectReader] for its bytes, [BucketChanges] to change names and attributes and
/// [FileWriting] to change bytes. Holds no state of its own.
public final class BucketFileSystem implements VirtualFileSystem {
  /// A bucket has no end: a round number that no program takes for full, and that fits signed 64
  /// bits in every unit.
  private static final long ENDLESS = 1L << 60;

  /// How often a reader who has seen nothing yet goes over to a newer object: one that is replaced
  /// every second is met by its replacement now and then, not five times in a row.
  private static final int REPLACED = 5;

  private static final long ENDLESS_FILES = 1L << 40;

  private final String prefix;
  private final Namespace names;
  private final ObjectReader objects;
  private final BlockMemory memory;
  private final AttributeView view;
  private final BucketChanges changes;
  private final FileWriting writing;
  private final boolean readOnly;
  private final boolean isAtHand;

  /// A file system over the keys that begin with `prefix`.
  ///
  /// @param prefix empty, or with `/` at its end
  /// @param readOnly whether every change is refused
  public BucketFileSystem(
      String prefix,
      Namespace names,
      ObjectReader objects,
      BlockMemory memory,
      AttributeView view,
      BucketChanges changes,
      FileWriting writing,
      boolean readOnly) {
    this(prefix, names, objects, memory, view, changes, writing, readOnly, false);
  }

  private BucketFileSystem(
      String prefix,
      Namespace names,
      ObjectReader objects,
      BlockMemory memory,
      AttributeView view,
      BucketChanges changes,
      FileWriting writing,
      boolean readOnly,
      boolean isAtHand) {
    this.prefix = prefix;
    this.names = names;
    this.objects = objects;
    this.memory = memory;
    this.view = view;
    this.changes = changes;
    this.writing = writing;
    this.readOnly = readOnly;
    this.isAtHand = isAtHand;
  }

  @Override
  public VirtualFileSystem atHand() {
    return isAtHand
        ? this
        : new BucketFileSystem(
            prefix, names.atHand(), objects, memory, view, changes, writing, readOnly, true);
  }

  @Override
  public FileId root() {
    return FileIds.ROOT;
  }

  @Override
  public FileId parent(FileId directory) {
    if (!names.inodes().isDirectory(directory)) {
      throw new VfsException(VfsError.NOT_DIRECTORY, "not a directory");
    }
    Place place = names.inodes().place(directory);
    return place == null ? FileIds.ROOT : place.parent();
  }

  @Override
  public FileAttributes getAttributes(FileId file) {
    return view.attributes(names.inode(file));
  }

  @Override
  public FileAttributes knownAttributes(FileId file) {
    return view.attributes(names.known(file));
  }

  @Override
  public LookupOutcome lookup(FileId directory, FileName name) {
    return changes.lookup(names, directory, name);
  }

  @Override
  public DirectoryPage list(FileId directory, long cookie, int most) {
    NamePage page = names.list(directory, position(directory, cookie), most);
    List<DirectoryEntry> entries = new ArrayList<>(page.names().size());
    for (NamePage.Name name : page.names()) {
      entries.add(
          new DirectoryEntry(name.name(), name.inode().id(), view.attributes(name.inode())));
    }
    return new DirectoryPage(entries, page.reachedEnd());
  }

  private ListingPosition position(FileId directory, long cookie) {
    if (cookie == 0) {
      return ListingPosition.START;
    }
    Place place = cookie < FileId.SMALLEST ? null : names.inodes().findFormer(new FileId(cookie));
    if (place == null || !place.parent().equals(directory)) {
      throw new VfsException(
          VfsError.BAD_COOKIE, "no entry of this directory has the cookie " + cookie);
    }
    return ListingPosition.of(place.name(), place.type());
  }

  @Override
  public ReadOutcome read(FileId file, long offset, int count) {
    FileUnderWay unpublished = writing.unpublished(file);
    ReadOutcome written =
        unpublished == null ? null : readUnpublished(file, unpublished.size(), offset, count);
    return written == null ? readObject(file, offset, count) : written;
  }

  /// Reads a file that is being written; null if S3 must be asked, which has all of it then.
  ///
  /// With attributes, as all reads: Linux takes the length of the first READ reply's head for that
  /// of all, and loses the last bytes of a full reply whose head is longer.
  private @Nullable ReadOutcome readUnpublished(FileId file, long size, long offset, int count) {
    requireMayWait();
    if (offset >= size || count == 0) {
      return new ReadOutcome(null, offset >= size, attributesInWriting(file));
    }
    ReadOutcome outcome = readAtHand(file, size, offset, (int) Math.min(count, size - offset));
    if (outcome == null) {
      writing.publishForReader(file);
    }
    return outcome;
  }

  private @Nullable ReadOutcome readAtHand(FileId file, long size, long offset, int count) {
    Lease lease = memory.lease(count);
    try {
      if (!writing.read(file, offset, lease.buffer())) {
        return null;
      }
      lease.buffer().flip();
      boolean reachedEnd = offset + lease.buffer().limit() >= size;
      ReadOutcome outcome = new ReadOutcome(lease, reachedEnd, attributesInWriting(file));
      lease = null;
      return outcome;
    } finally {
      if (lease != null) {
        lease.close();
      }
    }
  }

  private FileAttributes attributesInWriting(FileId file) {
    return view.attributes(names.knownFile(file));
  }

  private ReadOutcome readObject(FileId file, long offset, int count) {
    Inode.File known = writing.publishedForReader(file);
    known = known == null ? names.knownFile(file) : known;
    if (writing.unpublished(file) != null) {
      throw new VfsException(VfsError.BUSY, "the file is being written");
    }
    if (known.facts().tier() != StorageTier.READABLE) {
      throw new VfsException(
          VfsError.ACCESS_DENIED, key(file) + " is archived: restore it to read it");
    }
    return isAtHand ? outcome(known, read(known, offset, count)) : readFresh(known, offset, count);
  }

  /// Reads, and reads again while the object turns out to be another one before anybody read it.
  private ReadOutcome readFresh(Inode.File known, long offset, int count) {
    Inode.File file = known;
    ReadResult result = read(file, offset, count);
    for (int again = 0; again < REPLACED && isOther(result); again++) {
      file = names.refreshedFile(known.id());
      result = read(file, offset, count);
    }
    if (result instanceof ReadResult.Replaced) {
      names.refreshedFile(known.id()); // so that the next open gets the new one
    }
    return outcome(file, result);
  }

  /// One that is gone may be there again, as the next look tells.
  private static boolean isOther(ReadResult result) {
    return result instanceof ReadResult.Outdated || result instanceof ReadResult.Gone;
  }

  private ReadResult read(Inode.File file, long offset, int count) {
    long size = file.facts().size();
    if (count == 0) {
      return new ReadResult.Bytes(null, offset >= size);
    }
    ObjectFacts facts = file.facts();
    ReadableObject object =
        new ReadableObject(key(file.id()), facts.eTag(), size, facts.lastModified());
    return isAtHand
        ? objects.readAtHand(file.id(), object, offset, count)
        : objects.read(file.id(), object, offset, count);
  }

  /// The outcome, which owns the bytes of the result.
  private ReadOutcome outcome(Inode.File file, ReadResult result) {
    return switch (result) {
      case ReadResult.Bytes(Lease data, boolean reachedEnd) ->
          new ReadOutcome(data, reachedEnd, view.attributes(file));
      case ReadResult.Older(ReadResult.Bytes(Lease data, boolean reachedEnd), ReadableObject of) ->
          new ReadOutcome(data, reachedEnd, view.attributes(older(file, of)));
      case ReadResult.Gone _ -> throw new VfsException(VfsError.STALE, key(file.id()) + " is gone");
      case ReadResult.Outdated _, ReadResult.Replaced _ ->
          throw new VfsException(
              VfsError.IO,
              key(file.id())
                  + " was replaced while it was read: open it again to read the new object");
    };
  }

  private static Inode.File older(Inode.File file, ReadableObject of) {
    return new Inode.File(
        file.id(), new ObjectFacts(of.size(), of.lastModified(), of.eTag(), StorageTier.READABLE));
  }

  private ObjectKey key(FileId file) {
    return new ObjectKey(prefix + names.inodes().path(file));
  }

  private void requireMayWait() {
    if (isAtHand) {
      throw new VfsException(VfsError.NOT_AT_HAND, "S3 or the disk would have to be asked");
    }
  }

  @Override
  public FileSystemStatistics statistics() {
    return new FileSystemStatistics(
        ENDLESS, ENDLESS, ENDLESS, ENDLESS_FILES, ENDLESS_FILES, ENDLESS_FILES);
  }

  @Override
  public FileSystemLimits limits() {
    return new FileSystemLimits(readOnly);
  }

  @Override
  public AttributeChange setAttributes(
      FileId file, AttributeChanges wanted, @Nullable Instant onlyIfCtime) {
    requireWritable();
    return changes.setAttributes(file, wanted, onlyIfCtime);
  }

  @Override
  public CreateOutcome makeDirectory(FileId directory, FileName name, AttributeChanges wanted) {
    requireWritable();
    return changes.makeDirectory(directory, name, wanted);
  }

  @Override
  public AttributeChange remove(FileId directory, FileName name) {
    requireWritable();
    return changes.remove(directory, name);
  }

  @Override
  public AttributeChange removeDirectory(FileId directory, FileName name) {
    requireWritable();
    return changes.removeDirectory(directory, name);
  }

  @Override
  public void looked(FileId file) {
    if (writing.unpublished(file) != null) {
      requireMayWait();
    }
    writing.looked(file);
  }

  @Override
  public WriteOutcome write(FileId file, long offset, LeasedBytes data, Durability durability) {
    requireWritable();
    int count = data.bytes().remaining();
    writing.write(file, offset, data, durability);
    return new WriteOutcome(count, durability, writing.verifier(), AttributeChange.UNKNOWN);
  }

  @Override
  public CommitOutcome commit(FileId file, long offset, int count) {
    requireWritable();
    return new CommitOutcome(writing.commit(file), AttributeChange.UNKNOWN);
  }

  @Override
  public CreateOutcome create(FileId directory, FileName name, CreateMode mode) {
    requireWritable();
    return changes.create(directory, name, mode);
  }

  @Override
  public RenameOutcome rename(
      FileId fromDirectory, FileName fromName, FileId toDirectory, FileName toName) {
    requireWritable();
    return changes.rename(fromDirectory, fromName, toDirectory, toName);
  }

  private void requireWritable() {
    if (readOnly) {
      throw new VfsException(VfsError.READ_ONLY, "this mount only reads");
    }
    requireMayWait();
  }
}
