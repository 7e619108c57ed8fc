package io.sluice.vfs.write.log;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.part.DurablePart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is remembered of a file that is being written, or that this mount published.
///
/// @param key of the object that it becomes
/// @param createVerifier of an EXCLUSIVE CREATE (RFC 1813, 3.3.8), to know it when it comes again;
///   null: none
/// @param createdAt when it was created or truncated
/// @param written whether a WRITE came since
/// @param continuesFrom size of the object that is there if it begins with that one's bytes; null
///   if it begins with nothing
/// @param endSet where clients set the end of the file, if nothing was published since (semantics
///   W17); null: nowhere
/// @param attempts objects that were sent while it is not known whether S3 took them, the oldest
///   first
/// @param stage how far it is
/// @param attributes what clients set
public record SessionRecord(
    String key,
    @Nullable Long createVerifier,
    Instant createdAt,
    boolean written,
    @Nullable Long continuesFrom,
    @Nullable EndSet endSet,
    List<Attempt> attempts,
    Stage stage,
    Attributes attributes) {
  /// An EXCLUSIVE CREATE that comes again is known for so long.
  private static final Duration VERIFIER = Duration.ofHours(1);

  public SessionRecord {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key has characters");
    }
    attempts = List.copyOf(attempts);
  }

  /// Whether it says that just this object was published.
  public boolean isOf(ETag object) {
    return stage instanceof Stage.Published(ETag ours, long _, Instant _) && ours.equals(object);
  }

  /// Whether an object is one that was sent while it was not known whether S3 took it.
  public boolean hasSent(StoredObject there) {
    boolean isLast = stage instanceof Stage.Publishing last && last.isOf(there);
    return isLast || attempts.stream().anyMatch(sent -> sent.isOf(there));
  }

  /// Whether this is the object that will be replaced, or was published; null: none.
  public boolean isOver(@Nullable ETag there) {
    return Objects.equals(there, stage instanceof Stage.Published done ? done.eTag() : base());
  }

  /// The upload that it tells of; null if there is none, or if its name is not known.
  public @Nullable UploadId upload() {
    return switch (stage) {
      case Stage.Uploading uploading -> uploading.upload();
      case Stage.Publishing publishing -> publishing.upload();
      case Stage.Open _, Stage.Unwanted _, Stage.Published _ -> null;
    };
  }

  /// The object that will be replaced; null: none.
  public @Nullable ETag base() {
    return switch (stage) {
      case Stage.Open open -> open.base();
      case Stage.Uploading uploading -> uploading.base();
      case Stage.Publishing publishing -> publishing.base();
      case Stage.Unwanted _, Stage.Published _ -> null;
    };
  }

  /// The parts that are durable, in the order of their numbers.
  public List<DurablePart> parts() {
    return switch (stage) {
      case Stage.Uploading uploading -> uploading.parts();
      case Stage.Publishing publishing -> publishing.parts();
      case Stage.Open _, Stage.Unwanted _, Stage.Published _ -> List.of();
    };
  }

  /// Whether a former process published the file, and this one began at most `patience` ago.
  public boolean isLeftBehind(Instant startedAt, Instant now, Duration patience) {
    return stage instanceof Stage.Published(ETag _, long _, Instant at)
        && at.isBefore(startedAt)
        && now.isBefore(startedAt.plus(patience));
  }

  /// Whether the file was created by an EXCLUSIVE CREATE with this verifier, and not long ago.
  public boolean isCreatedBy(long verifier, Instant now) {
    return createVerifier != null
        && createVerifier == verifier
        && createdAt.plus(VERIFIER).isAfter(now);
  }

  /// Where clients set the end of a file.
  ///
  /// @param size bytes of the file as it was set last
  /// @param least the fewest that were set; what is between is zeros, if it was not written since
  public record EndSet(long size, long least) {
    public EndSet {
      if (least < 0 || least > size) {
        throw new IllegalArgumentException("an end at " + size + " that was at " + least);
      }
    }

    /// Set once more, or for the first time.
    public static EndSet then(@Nullable EndSet before, long size) {
      return new EndSet(size, before == null ? size : Math.min(before.least, size));
    }

    /// The same end, when bytes came behind the least one.
    public EndSet withoutCut() {
      return new EndSet(size, size);
    }

    /// Whether an object of so many bytes ends there, and was not cut off.
    public boolean isOf(long published) {
      return size == published && least == size;
    }

    /// What an object of so many bytes lacks of it; null: nothing.
    public @Nullable EndSet behind(long published) {
      return size <= published ? null : new EndSet(size, size);
    }
  }

  /// A whole object that was sent.
  ///
  /// @param size bytes
  public record Attempt(long size, int crc32c) {
    /// Whether that is what an object is.
    public boolean isOf(StoredObject there) {
      return there.size() == size && there.crc32c() != null && there.crc32c().value() == crc32c;
    }
  }

  /// What clients set of a file and see again after a restart; null where they set nothing.
  ///
  /// @param ctime the last change, which is ours to set
  public record Attributes(
      @Nullable Integer mode,
      @Nullable Integer uid,
      @Nullable Integer gid,
      @Nullable Instant mtime,
      @Nullable Instant atime,
      Instant ctime) {
    /// With the time of a WRITE.
    public Attributes writtenAt(Instant time) {
      return new Attributes(mode, uid, gid, time, atime, ctime);
    }

    /// With another time of the last change.
    public Attributes changedAt(Instant time) {
      Instant later = ctime.plusNanos(1);
      return new Attributes(mode, uid, gid, mtime, atime, time.isAfter(ctime) ? time : later);
    }

    /// Of a file of which clients set nothing.
    public static Attributes unset(Instant ctime) {
      return new Attributes(null, null, null, null, null, ctime);
    }
  }
}
