package io.sluice.vfs.bucket;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import io.sluice.vfs.SipHash;
import io.sluice.vfs.inode.Inode;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.inode.local.KeptAttributes;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.write.FileUnderWay;
import io.sluice.vfs.write.log.SessionRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How objects look as files: mode and owner from the flags, size and times from the object, except
/// for what clients set and this mount keeps.
public final class AttributeView {
  /// The size that a directory shows: one block of an ordinary file system, which programs expect
  /// to be more than nothing.
  private static final long DIRECTORY_SIZE = 4096;

  /// The directories in a directory are not counted. With 2 programs would take it to have none:
  /// the `fts` of BSD systems does not go down where the count says so.
  private static final int NOT_COUNTED = 1;

  private static final int SECTOR = 512;
  private static final int NANOS_OF_A_SECOND = 1_000_000_000;

  /// The keys of the hash only tell versions apart; they must not change between releases, or every
  /// client drops its cache once.
  private static final long NANOS_0 = 0x536c756963652063L;

  private static final long NANOS_1 = 0x74696d652e2e2e2eL;

  private final Ownership ownership;

  private final KeptAttributes kept;

  private final Function<FileId, @Nullable FileUnderWay> underWay;

  /// The view of one export.
  ///
  /// @param underWay how a file looks that shows what was written; null for others
  public AttributeView(
      Ownership ownership, KeptAttributes kept, Function<FileId, @Nullable FileUnderWay> underWay) {
    this.ownership = ownership;
    this.kept = kept;
    this.underWay = underWay;
  }

  FileAttributes attributes(Inode inode) {
    return switch (inode) {
      case Inode.File file -> file(file);
      case Inode.Directory directory -> directory(directory);
    };
  }

  private FileAttributes file(Inode.File file) {
    ObjectFacts facts = file.facts();
    FileUnderWay writing = underWay.apply(file.id());
    if (writing != null) {
      return ofWriting(file.id(), writing);
    }
    KeptAttributes.Kept.Published published = kept.published(file.id(), facts);
    return published == null ? ofObject(file.id(), facts) : ofOurs(file.id(), facts, published);
  }

  private FileAttributes ofObject(FileId file, ObjectFacts facts) {
    Instant modified = facts.lastModified();
    KeptAttributes.Kept.Times set = kept.times(file, facts);
    return new FileAttributes(
        file,
        FileType.REGULAR,
        facts.tier() == StorageTier.READABLE ? ownership.fileMode() : 0,
        1,
        ownership.uid(),
        ownership.gid(),
        facts.size(),
        Math.ceilDiv(facts.size(), SECTOR) * SECTOR,
        set == null || set.atime() == null ? modified : set.atime(),
        set == null || set.mtime() == null ? modified : set.mtime(),
        changeTime(facts));
  }

  /// A file that this mount wrote: its times are those of the writing, which S3's would jump from.
  private FileAttributes ofOurs(
      FileId file, ObjectFacts facts, KeptAttributes.Kept.Published published) {
    FileAttributes object = ofObject(file, facts);
    Instant mtime = published.mtime() == null ? object.mtime() : published.mtime();
    boolean isReadable = facts.tier() == StorageTier.READABLE;
    return new FileAttributes(
        file,
        FileType.REGULAR,
        published.mode() == null || !isReadable ? object.mode() : published.mode(),
        1,
        published.uid() == null ? object.uid() : published.uid(),
        published.gid() == null ? object.gid() : published.gid(),
        object.size(),
        object.used(),
        published.atime() == null ? mtime : published.atime(),
        mtime,
        published.ctime() == null ? object.ctime() : published.ctime());
  }

  /// A file that is being written: its ctime stands still, so that its client keeps what it wrote.
  private FileAttributes ofWriting(FileId file, FileUnderWay writing) {
    SessionRecord.Attributes set = writing.attributes();
    Instant mtime = set.mtime() == null ? set.ctime() : set.mtime();
    return new FileAttributes(
        file,
        FileType.REGULAR,
        set.mode() == null ? ownership.fileMode() : set.mode(),
        1,
        set.uid() == null ? ownership.uid() : set.uid(),
        set.gid() == null ? ownership.gid() : set.gid(),
        writing.size(),
        Math.ceilDiv(writing.size(), SECTOR) * SECTOR,
        set.atime() == null ? mtime : set.atime(),
        mtime,
        set.ctime());
  }

  /// The mtime, with nanoseconds from the ETag: S3's times have whole seconds, and a client keeps
  /// its cache as long as the ctime and the size stay, also when an object was replaced within the
  /// second.
  private static Instant changeTime(ObjectFacts facts) {
    if (facts.eTag() == null) {
      return facts.lastModified();
    }
    byte[] eTag = facts.eTag().value().getBytes(StandardCharsets.UTF_8);
    long hash = new SipHash(NANOS_0, NANOS_1).putBytes(eTag).end();
    return Instant.ofEpochSecond(
        facts.lastModified().getEpochSecond(), Math.floorMod(hash, NANOS_OF_A_SECOND));
  }

  private FileAttributes directory(Inode.Directory directory) {
    Instant changed = directory.changed();
    KeptAttributes.Kept.Made made = made(directory.id());
    KeptAttributes.Kept.Times set = kept.times(directory.id(), directory.changed());
    return new FileAttributes(
        directory.id(),
        FileType.DIRECTORY,
        made.mode(),
        NOT_COUNTED,
        made.uid(),
        made.gid(),
        DIRECTORY_SIZE,
        DIRECTORY_SIZE,
        set == null || set.atime() == null ? changed : set.atime(),
        set == null || set.mtime() == null ? changed : set.mtime(),
        changed);
  }

  private KeptAttributes.Kept.Made made(FileId directory) {
    KeptAttributes.Kept.Made made = kept.made(directory);
    return made != null
        ? made
        : new KeptAttributes.Kept.Made(ownership.directoryMode(), ownership.uid(), ownership.gid());
  }

  /// The mode and owner of a directory that is made with these attributes.
  KeptAttributes.Kept.Made ofNewDirectory(AttributeChanges changes) {
    return new KeptAttributes.Kept.Made(
        changes.mode() == null ? ownership.directoryMode() : changes.mode(),
        changes.uid() == null ? ownership.uid() : changes.uid(),
        changes.gid() == null ? ownership.gid() : changes.gid());
  }
}
