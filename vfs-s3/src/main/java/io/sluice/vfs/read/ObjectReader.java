package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.VersionId;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The bytes of objects, tied to the version that their reader began with, so that no reader gets
/// bytes of two versions: from blocks in memory, which are fetched when they are asked for and, for
/// who reads on, before.
public final class ObjectReader implements AutoCloseable {
  private static final ReadResult NOTHING = new ReadResult.Bytes(null, true);

  private final String bucket;
  private final StreamTable streams;
  private final VersionIds versionIds = new VersionIds();
  private final Fetches fetches;
  private final BlockReads blocks;
  private final UncachedReads uncached;

  /// Reads from `store`.
  ///
  /// @param orders of the files in a directory
  /// @param kept where blocks of all buckets are
  /// @param ticker nanoseconds that only grow
  public ObjectReader(ObjectStore store, SiblingOrders orders, Blocks kept, LongSupplier ticker) {
    this.bucket = store.name();
    Pace pace = new Pace(ticker);
    this.streams = new StreamTable(ticker, pace);
    this.uncached = new UncachedReads(store, kept.memory());
    this.fetches = new Fetches(store, versionIds, kept, pace);
    Foresight foresight =
        new Foresight(store.name(), kept.memory(), streams, new Siblings(orders), fetches, pace);
    this.blocks = new BlockReads(kept.memory(), foresight, fetches);
  }

  /// Reads up to `count` bytes of an object: fewer only at its end.
  ///
  /// @param object the version that the file's attributes came from
  /// @param count at least 1
  public ReadResult read(FileId file, ReadableObject object, long offset, int count) {
    ObjectKey key = object.key();
    ETag current = object.eTag();
    long size = object.size();
    long end = end(size, offset, count);
    if (current == null) {
      return end == offset ? NOTHING : withoutTag(key, size, offset, end);
    }
    ReadStreams.Pin now = new ReadStreams.Pin(current, size, object.lastModified());
    ReadStreams.Pin pin = streams.versionFor(file, offset, now);
    if (!pin.version().equals(current)) {
      return old(file, key, pin, size, offset, count);
    }
    if (end == offset) {
      return NOTHING;
    }
    Readership readers = streams.advance(file, now, offset, end);
    ReadResult result = blocks.read(new Wanted(file, version(key, current), size), offset, end);
    return settled(result, readers, offset);
  }

  /// What a reader of the current version is told, of all who began with it the same: either they
  /// keep to it, or all of them go over to a newer one.
  private static ReadResult settled(ReadResult result, Readership readers, long offset) {
    return switch (result) {
      case ReadResult.Bytes bytes -> readers.stays() ? bytes : outdated(bytes);
      case ReadResult.Outdated outdated ->
          readers.leaves() || offset == 0 ? outdated : new ReadResult.Replaced();
      case ReadResult.Older _, ReadResult.Replaced _, ReadResult.Gone _ -> result;
    };
  }

  private static ReadResult outdated(ReadResult.Bytes bytes) {
    if (bytes.data() != null) {
      bytes.data().close();
    }
    return new ReadResult.Outdated();
  }

  /// The same, from memory and at once.
  ///
  /// @throws VfsException `NOT_AT_HAND` if not all is there
  public ReadResult readAtHand(FileId file, ReadableObject object, long offset, int count) {
    ETag current = object.eTag();
    if (current != null) {
      long size = object.size();
      ReadStreams.Pin now = new ReadStreams.Pin(current, size, object.lastModified());
      long end = end(size, offset, count);
      boolean isCurrent = streams.versionFor(file, offset, now).version().equals(current);
      if (isCurrent && end == offset) {
        return NOTHING;
      }
      Lease lease =
          isCurrent
              ? blocks.atHand(new Wanted(file, version(object.key(), current), size), offset, end)
              : null;
      if (lease != null && streams.advance(file, now, offset, end).stays()) {
        return new ReadResult.Bytes(lease, end == size);
      }
      if (lease != null) {
        lease.close();
      }
    }
    throw new VfsException(VfsError.NOT_AT_HAND, "S3 or the disk would have to be asked");
  }

  /// This mount itself put another object: who is reading the file goes on with that, as he would
  /// on a local disk (semantics A5).
  public void published(FileId file) {
    streams.forget(file);
  }

  private static long end(long size, long offset, int count) {
    return offset + Math.clamp(size - offset, 0, count);
  }

  private ObjectVersion version(ObjectKey key, ETag eTag) {
    return new ObjectVersion(bucket, key, eTag);
  }

  private ReadResult withoutTag(ObjectKey key, long size, long offset, long end) {
    UncachedReads.Came came =
        uncached.get(new GetRequest(key, offset, null, null), (int) (end - offset));
    Lease data = came.data();
    // An object that ends before its attributes said is another one, whatever the server says.
    if (data != null && data.buffer().remaining() == end - offset) {
      return new ReadResult.Bytes(data, end == size);
    }
    if (data != null) {
      data.close();
    }
    return came.outcome() instanceof GetOutcome.Missing
        ? new ReadResult.Gone()
        : offset > 0 ? new ReadResult.Replaced() : new ReadResult.Outdated();
  }

  /// Whether a read comes to where an older version and the current one, of another size, do not
  /// have the same end. Clients take the end of a file from its attributes, which are of the
  /// current one: of a longer version they would show a part as if it were all, and of a shorter
  /// one they would show zeros behind its end.
  private static boolean reachesAnEnd(ReadStreams.Pin old, long size, long offset, int count) {
    return old.size() != size && Math.min(old.size(), size) - offset <= count;
  }

  /// Reads on in a version that is not the current one any more. One that cannot be had must not
  /// keep its run alive by being asked for, and is left if its readers have nothing of it yet.
  private ReadResult old(
      FileId file, ObjectKey key, ReadStreams.Pin pin, long size, long offset, int count) {
    Readership readers = streams.readers(file, pin.version());
    long end = end(pin.size(), offset, count);
    ReadResult result =
        reachesAnEnd(pin, size, offset, count)
            ? new ReadResult.Replaced()
            : old(version(key, pin.version()), pin.size(), offset, end);
    if (result instanceof ReadResult.Bytes bytes) {
      boolean isRead = readers == null || readers.stays();
      return isRead && streams.advance(file, pin, offset, end).stays()
          ? new ReadResult.Older(
              bytes, new ReadableObject(key, pin.version(), pin.size(), pin.lastModified()))
          : outdated(bytes);
    }
    boolean isLeft = result instanceof ReadResult.Replaced && readers != null && readers.leaves();
    return isLeft ? new ReadResult.Outdated() : result;
  }

  /// From what is still in memory, by its tag, by its id.
  private ReadResult old(ObjectVersion version, long size, long offset, long end) {
    if (end == offset) {
      return NOTHING;
    }
    Lease there = blocks.there(version, offset, end);
    if (there != null) {
      return new ReadResult.Bytes(there, end == size);
    }
    UncachedReads.Came byTag = uncached.get(request(version, offset, null), (int) (end - offset));
    VersionId id = versionIds.of(version);
    UncachedReads.Came came =
        byTag.data() != null || id == null
            ? byTag
            : getOrElse(request(version, offset, id), (int) (end - offset), byTag);
    if (came.data() != null) {
      return new ReadResult.Bytes(came.data(), end == size);
    }
    return byTag.outcome() instanceof GetOutcome.Missing
        ? new ReadResult.Gone()
        : new ReadResult.Replaced();
  }

  /// A version that the credentials do not allow (s3:GetObjectVersion) cannot be had.
  private UncachedReads.Came getOrElse(GetRequest byId, int count, UncachedReads.Came byTag) {
    try {
      return uncached.get(byId, count);
    } catch (VfsException e) {
      if (e.error() != VfsError.ACCESS_DENIED) {
        throw e;
      }
      return byTag;
    }
  }

  private static GetRequest request(ObjectVersion version, long offset, @Nullable VersionId id) {
    return new GetRequest(version.key(), offset, version.eTag(), id);
  }

  /// Ends what is fetched ahead.
  @Override
  public void close() {
    fetches.close();
  }
}
