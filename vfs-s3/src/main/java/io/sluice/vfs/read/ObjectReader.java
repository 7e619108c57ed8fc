package io.sluice.vfs.read;

import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.VersionId;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The bytes of objects: one ranged GET for each read, tied to the version that its reader began
/// with, so that no reader gets bytes of two versions.
public final class ObjectReader {
  private final ObjectStore store;
  private final StreamTable streams;

  /// Reads from `store`.
  ///
  /// @param ticker nanoseconds that only grow
  public ObjectReader(ObjectStore store, LongSupplier ticker) {
    this.store = store;
    this.streams = new StreamTable(ticker);
  }

  /// Fills `into`, between its position and its limit, from `offset` of an object. Its position is
  /// behind the last byte if the result is `READ`, else where it was.
  ///
  /// @param current the version that the file's attributes came from; null only where the server
  ///   has no ETags
  /// @param into no longer than that version goes; filled less only at the end of an older one
  public ReadResult read(
      FileId file, ObjectKey key, @Nullable ETag current, long offset, ByteBuffer into) {
    int start = into.position();
    if (current == null) {
      GetOutcome outcome =
          unlessShort(store.getObject(new GetRequest(key, offset, null, null), into), into);
      if (!(outcome instanceof GetOutcome.Filled)) {
        into.position(start);
      }
      return outcome instanceof GetOutcome.Changed && offset > 0
          ? ReadResult.REPLACED
          : result(outcome);
    }
    ETag wanted = streams.versionFor(file, offset, current);
    boolean isOld = !wanted.equals(current);
    boolean isInTheMiddle = isOld || (offset > 0 && streams.hasReaders(file, current));
    long end = offset + into.remaining();
    if (!isOld) {
      streams.advance(file, wanted, offset, end);
    }
    GetOutcome outcome = store.getObject(new GetRequest(key, offset, wanted, null), into);
    if (!isOld) {
      outcome = unlessShort(outcome, into);
    }
    if (outcome instanceof GetOutcome.Filled(var version)) {
      streams.learn(file, wanted, version);
      return ReadResult.READ;
    }
    into.position(start);
    if (isStillThere(file, key, wanted, offset, into)) {
      // an old version that cannot be had any more must not keep its run alive by being asked for
      streams.advance(file, wanted, offset, end);
      return ReadResult.READ;
    }
    into.position(start);
    return outcome instanceof GetOutcome.Changed && isInTheMiddle
        ? ReadResult.REPLACED
        : result(outcome);
  }

  /// An object that ends before its attributes said is another one, whatever the server says.
  private static GetOutcome unlessShort(GetOutcome outcome, ByteBuffer into) {
    return outcome instanceof GetOutcome.Filled && into.hasRemaining()
        ? new GetOutcome.Changed()
        : outcome;
  }

  /// Whether a versioned bucket still has the wanted version; it is read then.
  private boolean isStillThere(
      FileId file, ObjectKey key, ETag wanted, long offset, ByteBuffer into) {
    VersionId version = streams.versionId(file, wanted);
    return version != null
        && store.getObject(new GetRequest(key, offset, wanted, version), into)
            instanceof GetOutcome.Filled;
  }

  private static ReadResult result(GetOutcome outcome) {
    return switch (outcome) {
      case GetOutcome.Filled _ -> ReadResult.READ;
      case GetOutcome.Changed _ -> ReadResult.OUTDATED;
      case GetOutcome.Missing _ -> ReadResult.GONE;
    };
  }
}
