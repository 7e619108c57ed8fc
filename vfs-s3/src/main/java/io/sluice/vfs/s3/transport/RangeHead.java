package io.sluice.vfs.s3.transport;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.VersionId;
import io.sluice.vfs.s3.error.OtherServerException;
import io.sluice.vfs.s3.transport.RangeReader.Range;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What the head of a success says of a GetObject.
///
/// @param content which bytes the body has
/// @param checksum of the whole object, null if S3 does not tell one or was asked for a range
public record RangeHead(
    ContentRange content,
    ObjectPin seen,
    @Nullable VersionId version,
    @Nullable ObjectChecksum checksum) {
  /// The headers of an answer.
  public interface Headers {
    /// The value of a header, null without one.
    ///
    /// @param name in lower case
    @Nullable String get(String name);
  }

  /// Reads the head of an answer to a request for `range`.
  ///
  /// @throws SdkClientException if it is the answer to another question
  /// @throws OtherServerException if it is not S3's
  public static RangeHead of(Range range, Headers headers) throws OtherServerException {
    ETag eTag = ETag.of(headers.get("etag"));
    Instant lastModified = HttpDate.of(headers.get("last-modified"));
    OtherServerException.check(eTag, lastModified);
    ContentRange content = content(range, headers);
    String version = headers.get("x-amz-version-id");
    return new RangeHead(
        content,
        new ObjectPin(eTag, content.total(), lastModified),
        version == null ? null : new VersionId(version),
        range.isWhole() ? ObjectChecksum.of(headers) : null);
  }

  /// The range that came, once it is what was asked. A server that knows no ranges answers 200 with
  /// the whole object, which serves when it was asked from the start.
  private static ContentRange content(Range range, Headers headers) {
    String header = headers.get("content-range");
    ContentRange content =
        header == null ? whole(range, headers.get("content-length")) : ContentRange.parse(header);
    if (content == null || !content.answers(range.offset(), range.length())) {
      throw SdkClientException.create("the answer is not the range that was asked");
    }
    return content;
  }

  /// Of a whole object the size is known; another one shows another version.
  private static @Nullable ContentRange whole(Range range, @Nullable String length) {
    if (length == null) {
      return range.isWhole() ? ContentRange.ofFirst(range.length(), range.length()) : null;
    }
    long size = size(length);
    return size > 0 || range.isWhole() ? ContentRange.ofFirst(range.length(), size) : null;
  }

  private static long size(String length) {
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw SdkClientException.create("a size that is no number", e);
    }
  }
}
