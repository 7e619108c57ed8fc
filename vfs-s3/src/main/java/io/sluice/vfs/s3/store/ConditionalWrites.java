package io.sluice.vfs.s3.store;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.call.HeadStoredCall;
import io.sluice.vfs.s3.call.PutObjectCall;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a bucket's server heeds the preconditions of writes, and what stands in for it if not.
///
/// AWS does. Of others it is not known until [#probe]; until then the headers are trusted, so that
/// a small file costs one PutObject. Where they are ignored, HeadObject is asked before each write,
/// which does not see what another client puts at the same moment.
public final class ConditionalWrites {
  private enum Support {
    UNKNOWN,
    HEEDED,
    IGNORED
  }

  private static final Logger LOG = LoggerFactory.getLogger(ConditionalWrites.class);

  private final PutObjectCall puts;
  private final HeadStoredCall heads;
  private final BucketName bucket;

  /// Written by whoever probes, at most once from UNKNOWN; read before every write. Who reads it
  /// too early trusts the header once more.
  private volatile Support support;

  /// @param isAws whether the endpoint is AWS's own
  ConditionalWrites(PutObjectCall puts, HeadStoredCall heads, BucketName bucket, boolean isAws) {
    this.puts = puts;
    this.heads = heads;
    this.bucket = bucket;
    this.support = isAws ? Support.HEEDED : Support.UNKNOWN;
  }

  /// Whether [#probe] would tell something new.
  public boolean isUnknown() {
    return support == Support.UNKNOWN;
  }

  /// Puts the same bytes again where this server has just put them, if nothing is there: a server
  /// that does so does not heed conditions. To be called with small objects of one's own only.
  ///
  /// @param own tag of the object that is there
  /// @return the tag that the object has now
  public ETag probe(ObjectKey ownKey, UploadBody sameBytes, ETag own) {
    return switch (puts.put(ownKey, sameBytes, new Precondition.Absent())) {
      case PutOutcome.Conflict _, PutOutcome.NoSuchUpload _ -> {
        support = Support.HEEDED;
        yield own;
      }
      case PutOutcome.Stored(ETag eTag) -> {
        support = Support.IGNORED;
        LOG.warn(
            "The server of bucket {} ignores If-None-Match: objects that other clients replaced are"
                + " looked for before each write, but two clients that write the same key at the"
                + " same moment are not told apart.",
            bucket);
        yield eTag;
      }
    };
  }

  /// Whether a write under `only` must not be sent, as far as the server would not notice itself.
  boolean forbid(ObjectKey key, Precondition only) {
    return support == Support.IGNORED
        && switch (only) {
          case Precondition.None _ -> false;
          case Precondition.Absent _ -> heads.head(key).isPresent();
          case Precondition.Unchanged(ETag eTag) -> {
            Optional<StoredObject> there = heads.head(key);
            yield there.isEmpty() || !there.get().eTag().equals(eTag);
          }
        };
  }
}
