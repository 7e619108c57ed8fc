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
  private final String bucket;
  private final StreamTable streams;
  private final VersionIds versionIds = new VersionIds();
  private final Fetches fetches;
  private final BlockReads blocks;
  private final UncachedReads uncached;

  /// Reads from `store`.
  ///
  /// @param orders of the files in a directory
  /// @param memory for the blocks of all buckets
  /// @param ticker nanoseconds that only grow
  public ObjectReader(
      ObjectStore store, SiblingOrders orders, BlockMemory memory, LongSupplier ticker) {
    this.bucket = store.name();
    this.streams = new StreamTable(ticker);
    this.uncached = new UncachedReads(store, memory);
    this.fetches = new Fetches(store, versionIds, memory);
    Foresight foresight =
        new Foresight(store.name(), memory, streams, new Siblings(orders), fetches);
    this.blocks = new BlockReads(memory, foresight, fetches, uncached);
  }

  /// Reads `[offset, end)` of an object.
  ///
  /// @param current the version that the file's attributes came from; null only where the server
  ///   has no ETags
  /// @param size bytes of that version
  /// @param offset below `end`, which is not above `size`
  public ReadResult read(
      FileId file, ObjectKey key, @Nullable ETag current, long size, long offset, long end) {
    if (current == null) {
      return withoutTag(key, offset, end);
    }
    ETag wanted = streams.versionFor(file, offset, current);
    if (!wanted.equals(current)) {
      return old(file, version(key, wanted), offset, end);
    }
    boolean isInTheMiddle = offset > 0 && streams.hasReaders(file, current);
    streams.advance(file, wanted, offset, end);
    return blocks.read(new Wanted(file, version(key, wanted), size), offset, end, isInTheMiddle);
  }

  /// The same, from memory and at once.
  ///
  /// @throws VfsException `NOT_AT_HAND` if not all is there
  public ReadResult readAtHand(
      FileId file, ObjectKey key, @Nullable ETag current, long size, long offset, long end) {
    Lease lease =
        current == null || !streams.versionFor(file, offset, current).equals(current)
            ? null
            : blocks.atHand(new Wanted(file, version(key, current), size), offset, end);
    if (lease == null) {
      throw new VfsException(VfsError.NOT_AT_HAND, "S3 or the disk would have to be asked");
    }
    streams.advance(file, current, offset, end);
    return new ReadResult.Bytes(lease);
  }

  private ObjectVersion version(ObjectKey key, ETag eTag) {
    return new ObjectVersion(bucket, key, eTag);
  }

  private ReadResult withoutTag(ObjectKey key, long offset, long end) {
    UncachedReads.Came came =
        uncached.get(new GetRequest(key, offset, null, null), (int) (end - offset));
    Lease data = came.data();
    // An object that ends before its attributes said is another one, whatever the server says.
    if (data != null && data.buffer().remaining() == end - offset) {
      return new ReadResult.Bytes(data);
    }
    if (data != null) {
      data.close();
    }
    return came.outcome() instanceof GetOutcome.Missing
        ? new ReadResult.Gone()
        : offset > 0 ? new ReadResult.Replaced() : new ReadResult.Outdated();
  }

  /// Reads on in a version that is not the current one any more: from what is still in memory, by
  /// its tag, by its id.
  private ReadResult old(FileId file, ObjectVersion version, long offset, long end) {
    Lease there = blocks.there(version, offset, end);
    if (there != null) {
      return new ReadResult.Bytes(there);
    }
    GetRequest byTag = new GetRequest(version.key(), offset, version.eTag(), null);
    UncachedReads.Came came = uncached.get(byTag, (int) (end - offset));
    if (came.data() != null) {
      return new ReadResult.Bytes(came.data());
    }
    VersionId id = versionIds.of(version);
    if (id != null) {
      GetRequest byId = new GetRequest(version.key(), offset, version.eTag(), id);
      Lease data = uncached.get(byId, (int) (end - offset)).data();
      if (data != null) {
        // An old version that cannot be had any more must not keep its run alive by being asked.
        streams.advance(file, version.eTag(), offset, end);
        return new ReadResult.Bytes(data);
      }
    }
    return came.outcome() instanceof GetOutcome.Missing
        ? new ReadResult.Gone()
        : new ReadResult.Replaced();
  }

  /// Ends what is fetched ahead.
  @Override
  public void close() {
    fetches.close();
  }
}
