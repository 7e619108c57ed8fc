package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.error.OtherServerException;
import io.sluice.vfs.s3.http.HttpAnswer;
import io.sluice.vfs.s3.listing.ListingParser;
import io.sluice.vfs.s3.transport.HttpDate;
import io.sluice.vfs.s3.transport.NameRequests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// HEAD and LIST by a sender of our own. The SDK's asynchronous client is much code for them: of
/// what a server that has just been started spends on a listing, more than half was its.
public final class DirectNameRequests implements NameRequests {
  private final DirectBucket bucket;

  /// @param bucket that is asked
  public DirectNameRequests(DirectBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public ObjectSummary head(ObjectKey key, Duration patience)
      throws IOException, InterruptedException {
    RequestHead asked = bucket.request("HEAD", key);
    HttpAnswer answer = bucket.send(asked, List.of(), patience);
    bucket.check(asked, answer);
    ETag eTag = ETag.of(answer.header("etag"));
    Instant lastModified = HttpDate.of(answer.header("last-modified"));
    OtherServerException.check(eTag, lastModified);
    return new ObjectSummary(
        key,
        size(key, answer.header("content-length"), patience),
        Objects.requireNonNullElse(lastModified, Instant.EPOCH),
        eTag,
        StorageTier.headed(
            answer.header("x-amz-storage-class"),
            answer.header("x-amz-restore"),
            answer.header("x-amz-archive-status")));
  }

  @Override
  public ListPage list(ListRequest request, Duration patience) throws IOException {
    RequestHead asked = head(request);
    HttpAnswer answer = bucket.send(asked, List.of(), patience);
    byte[] body = answer.body().array();
    int length = answer.body().length();
    if (answer.status() / 100 == 2 && ListingParser.isListing(body, length)) {
      return ListingParser.parse(body, length);
    }
    bucket.check(asked, answer);
    throw SdkClientException.create("a body that is no listing");
  }

  private RequestHead head(ListRequest request) {
    return bucket
        .request("GET")
        .parameter("list-type", "2")
        .parameter("max-keys", Integer.toString(request.maxKeys()))
        .parameter("prefix", request.prefix())
        // Else one control character in a key makes the whole listing unreadable.
        .parameter("encoding-type", "url")
        .parameter("start-after", request.startAfter())
        .parameter("continuation-token", request.token())
        .parameter("delimiter", request.delimited() ? "/" : null);
  }

  private long size(ObjectKey key, @Nullable String length, Duration patience)
      throws IOException, InterruptedException {
    try {
      return length == null ? listedSize(key, patience) : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw SdkClientException.create("a size that is no number", e);
    }
  }
}
