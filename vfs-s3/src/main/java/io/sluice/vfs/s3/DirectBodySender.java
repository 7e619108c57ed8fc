package io.sluice.vfs.s3;

import io.sluice.vfs.s3.http.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Sends bodies from where they are, by a sender of our own.
final class DirectBodySender implements BodySender {
  private final DirectBucket bucket;

  DirectBodySender(DirectBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public @Nullable ETag send(BodyRequest request, UploadBody body, Duration patience)
      throws IOException {
    SdkHttpRequest.Builder head =
        head(request)
            .putHeader("Content-Length", Long.toString(body.size()))
            .putHeader("x-amz-checksum-crc32c", body.crc32c().base64());
    HttpAnswer answer = bucket.send(head.build(), body.pieces(), patience);
    bucket.check(answer);
    return ETag.of(answer.header("etag"));
  }

  private SdkHttpRequest.Builder head(BodyRequest request) {
    return switch (request) {
      case BodyRequest.Whole(ObjectKey key, Precondition only) -> {
        SdkHttpRequest.Builder head =
            bucket
                .request(SdkHttpMethod.PUT, key)
                .putHeader("Content-Type", BodyRequest.CONTENT_TYPE);
        putIfThere(head, "If-None-Match", only.ifNoneMatch());
        putIfThere(head, "If-Match", only.ifMatch());
        yield head;
      }
      case BodyRequest.Part(PartSlot slot) ->
          bucket
              .request(SdkHttpMethod.PUT, slot.key())
              .putRawQueryParameter("partNumber", Integer.toString(slot.number()))
              .putRawQueryParameter("uploadId", slot.upload().value());
    };
  }

  private static void putIfThere(SdkHttpRequest.Builder head, String name, @Nullable String value) {
    if (value != null) {
      head.putHeader(name, value);
    }
  }
}
