package io.sluice.vfs.s3.store;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.call.HeadStoredCall;
import io.sluice.vfs.s3.call.PutObjectCall;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a bucket's server heeds the preconditions of writes, and what stands in for it if not.
///
/// AWS does. Others heed some, ignore some, or refuse requests that have any. Whether a new object
/// is put only where none is can be learned ([#probe]); until then the header is trusted, so that a
/// small file costs one PutObject. Otherwise HeadObject is asked before each write until the server
/// is seen to heed the condition; that does not see what another client puts at the same moment.
public final class ConditionalWrites {
  /// What is put under a condition.
  enum Put {
    /// PutObject where no object is.
    NEW,
    /// CompleteMultipartUpload where no object is.
    LARGE,
    /// Either in the place of an object.
    CHANGE;

    static Put of(Precondition only, Put unlessChange) {
      return only instanceof Precondition.Unchanged ? CHANGE : unlessChange;
    }
  }

  private enum Support {
    UNKNOWN,
    HEEDED,
    /// Takes the header, and puts in any case.
    IGNORED,
    /// Takes no request with the header.
    REFUSED
  }

  private static final Logger LOG = LoggerFactory.getLogger(ConditionalWrites.class);

  private final PutObjectCall puts;
  private final HeadStoredCall heads;
  private final BucketName bucket;

  /// What is known. Written by whoever learns it, read before every write; who reads it too early
  /// learns the same once more.
  private final Map<Put, Support> support = new ConcurrentHashMap<>();

  /// @param isAws whether the endpoint is AWS's own
  ConditionalWrites(PutObjectCall puts, HeadStoredCall heads, BucketName bucket, boolean isAws) {
    this.puts = puts;
    this.heads = heads;
    this.bucket = bucket;
    for (Put put : Put.values()) {
      support.put(put, isAws ? Support.HEEDED : Support.UNKNOWN);
    }
  }

  /// Whether [#probe] would tell something new.
  public boolean isUnknown() {
    return support.get(Put.NEW) == Support.UNKNOWN;
  }

  /// Puts the same bytes again where this server has just put them, if nothing is there: a server
  /// that does so does not heed conditions. To be called with small objects of one's own only.
  ///
  /// @param own tag of the object that is there
  /// @return the tag that the object has now
  public ETag probe(ObjectKey ownKey, UploadBody sameBytes, ETag own) {
    return switch (puts.put(ownKey, sameBytes, new Precondition.Absent())) {
      case PutOutcome.Conflict _, PutOutcome.NoSuchUpload _, PutOutcome.PartsDiffer _ -> {
        support.put(Put.NEW, Support.HEEDED);
        yield own;
      }
      case PutOutcome.Stored(ETag eTag) -> {
        support.replaceAll((_, known) -> known == Support.UNKNOWN ? Support.IGNORED : known);
        warn("ignores");
        yield eTag;
      }
    };
  }

  private void warn(String how) {
    LOG.warn(
        "The server of bucket {} {} conditions of writes: objects that other clients replaced are"
            + " looked for before each write, but two clients that write the same key at the same"
            + " moment are not told apart.",
        bucket,
        how);
  }

  /// Puts something under a condition.
  ///
  /// @param send sends it under the condition that it is given
  PutOutcome put(
      Put put, ObjectKey key, Precondition only, Function<Precondition, PutOutcome> send) {
    Support known = Objects.requireNonNull(support.get(put));
    boolean isTrusted = known == Support.HEEDED || (known == Support.UNKNOWN && put == Put.NEW);
    if (!isTrusted && !holds(key, only)) {
      return new PutOutcome.Conflict();
    }
    if (known == Support.REFUSED) {
      return send.apply(new Precondition.None());
    }
    return known != Support.HEEDED && !(only instanceof Precondition.None)
        ? putAndLearn(put, key, only, send)
        : send.apply(only);
  }

  private PutOutcome putAndLearn(
      Put put, ObjectKey key, Precondition only, Function<Precondition, PutOutcome> send) {
    try {
      PutOutcome outcome = send.apply(only);
      // of a change it may be that the object, or the upload, is not there
      if (outcome instanceof PutOutcome.Conflict && put != Put.CHANGE) {
        support.replace(put, Support.UNKNOWN, Support.HEEDED);
      }
      return outcome;
    } catch (VfsException e) {
      if (e.error() != VfsError.NOT_SUPPORTED) {
        throw e;
      }
      support.put(put, Support.REFUSED);
      warn("takes no");
      return put(put, key, only, send);
    }
  }

  private boolean holds(ObjectKey key, Precondition only) {
    return switch (only) {
      case Precondition.None _ -> true;
      case Precondition.Absent _ -> heads.head(key).isEmpty();
      case Precondition.Unchanged(ETag eTag) -> {
        Optional<StoredObject> there = heads.head(key);
        yield there.isPresent() && there.get().eTag().equals(eTag);
      }
    };
  }
}
