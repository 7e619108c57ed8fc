package io.sluice.vfs.s3;

import io.sluice.vfs.s3.http.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// HEAD and LIST by a sender of our own. The SDK's asynchronous client is much code for them: of
/// what a server that has just been started spends on a listing, more than half was its.
final class DirectNameRequests implements NameRequests {
  private final DirectBucket bucket;

  DirectNameRequests(DirectBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public ObjectSummary head(ObjectKey key, Duration patience) throws IOException {
    SdkHttpRequest head = bucket.request(SdkHttpMethod.HEAD, key).build();
    HttpAnswer answer = bucket.send(head, List.of(), patience);
    bucket.check(answer);
    return new ObjectSummary(
        key,
        size(answer.header("content-length")),
        Objects.requireNonNullElse(HttpDate.of(answer.header("last-modified")), Instant.EPOCH),
        ETag.of(answer.header("etag")),
        StorageTiers.headed(
            answer.header("x-amz-storage-class"),
            answer.header("x-amz-restore"),
            answer.header("x-amz-archive-status")));
  }

  @Override
  public ListPage list(ListRequest request, Duration patience) throws IOException {
    HttpAnswer answer = bucket.send(head(request), List.of(), patience);
    byte[] body = answer.body().array();
    int length = answer.body().length();
    if (answer.status() / 100 == 2 && ListingParser.isListing(body, length)) {
      return ListingParser.parse(body, length);
    }
    bucket.check(answer);
    throw SdkClientException.create("a body that is no listing");
  }

  private SdkHttpRequest head(ListRequest request) {
    SdkHttpRequest.Builder head =
        bucket
            .request(SdkHttpMethod.GET)
            .putRawQueryParameter("list-type", "2")
            .putRawQueryParameter("max-keys", Integer.toString(request.maxKeys()))
            .putRawQueryParameter("prefix", request.prefix())
            // Else one control character in a key makes the whole listing unreadable.
            .putRawQueryParameter("encoding-type", "url");
    putIfThere(head, "start-after", request.startAfter());
    putIfThere(head, "continuation-token", request.token());
    return (request.delimited() ? head.putRawQueryParameter("delimiter", "/") : head).build();
  }

  private static void putIfThere(SdkHttpRequest.Builder head, String name, @Nullable String value) {
    if (value != null) {
      head.putRawQueryParameter(name, value);
    }
  }

  private static long size(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw SdkClientException.create("a size that is no number", e);
    }
  }
}
