package io.sluice.vfs.s3.transport;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.RangeRequest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is known of the version that a read must stay with. Not every store heeds If-Match, and a
/// file-backed one may have no ETag: so each answer is held against this too, before its bytes are
/// taken.
///
/// @param total size in bytes, -1 if not known yet
/// @param lastModified null if not known yet
public record ObjectPin(@Nullable ETag eTag, long total, @Nullable Instant lastModified) {
  private static final long UNKNOWN = -1;

  /// What the request says, also of the size of a whole object.
  public static ObjectPin of(RangeRequest request) {
    long total = request.isWhole() ? request.length() : UNKNOWN;
    return new ObjectPin(request.get().ifMatch(), total, null);
  }

  /// Whether `answer` can be the same version. One without a tag is not: a server that unpacks
  /// objects on their way, or a proxy, leaves the tag out, and sends other bytes.
  public boolean admits(ObjectPin answer) {
    boolean sameTag = eTag == null || eTag.equals(answer.eTag);
    boolean sameSize = total == UNKNOWN || total == answer.total;
    boolean sameTime = lastModified == null || Objects.equals(lastModified, answer.lastModified);
    return sameTag && sameSize && sameTime;
  }

  /// This with what `answer` adds.
  public ObjectPin and(ObjectPin answer) {
    return new ObjectPin(eTag == null ? answer.eTag : eTag, answer.total, answer.lastModified);
  }
}
