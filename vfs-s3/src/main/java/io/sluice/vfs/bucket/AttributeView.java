package io.sluice.vfs.bucket;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.Inode;
import io.sluice.vfs.inode.ObjectFacts;
import io.sluice.vfs.s3.StorageTier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// How objects look as files: mode and owner from the flags, size and times from the object.
final class AttributeView {
  /// The size that a directory shows: one block of an ordinary file system, which programs expect
  /// to be more than nothing.
  private static final long DIRECTORY_SIZE = 4096;

  private static final int SECTOR = 512;
  private static final int NANOS_OF_A_SECOND = 1_000_000_000;

  /// Only tells versions apart; must not change between releases, or every client drops its cache
  /// once.
  private static final HashFunction NANOS = Hashing.murmur3_128(0);

  private final Ownership ownership;

  AttributeView(Ownership ownership) {
    this.ownership = ownership;
  }

  FileAttributes attributes(Inode inode) {
    return switch (inode) {
      case Inode.File file -> file(file);
      case Inode.Directory directory -> directory(directory);
    };
  }

  private FileAttributes file(Inode.File file) {
    ObjectFacts facts = file.facts();
    Instant mtime = facts.lastModified();
    return new FileAttributes(
        file.id(),
        FileType.REGULAR,
        facts.tier() == StorageTier.READABLE ? ownership.fileMode() : 0,
        1,
        ownership.uid(),
        ownership.gid(),
        facts.size(),
        Math.ceilDiv(facts.size(), SECTOR) * SECTOR,
        mtime,
        mtime,
        changeTime(facts));
  }

  /// The mtime, with nanoseconds from the ETag: S3's times have whole seconds, and a client keeps
  /// its cache as long as the ctime and the size stay, also when an object was replaced within the
  /// second.
  private static Instant changeTime(ObjectFacts facts) {
    if (facts.eTag() == null) {
      return facts.lastModified();
    }
    long hash = NANOS.hashString(facts.eTag().value(), StandardCharsets.UTF_8).asLong();
    return Instant.ofEpochSecond(
        facts.lastModified().getEpochSecond(), Math.floorMod(hash, NANOS_OF_A_SECOND));
  }

  private FileAttributes directory(Inode.Directory directory) {
    return new FileAttributes(
        directory.id(),
        FileType.DIRECTORY,
        ownership.directoryMode(),
        2,
        ownership.uid(),
        ownership.gid(),
        DIRECTORY_SIZE,
        DIRECTORY_SIZE,
        directory.changed(),
        directory.changed(),
        directory.changed());
  }
}
