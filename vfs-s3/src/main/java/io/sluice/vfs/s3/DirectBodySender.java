package io.sluice.vfs.s3;

import io.sluice.vfs.s3.http.HttpAnswer;
import io.sluice.vfs.s3.http.HttpSender;
import io.sluice.vfs.s3.http.HttpUpload;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Sends bodies from where they are, by a sender of our own.
final class DirectBodySender implements BodySender {
  private final HttpSender http;
  private final BucketAddress address;
  private final UploadSigner signer;

  DirectBodySender(HttpSender http, BucketAddress address, UploadSigner signer) {
    this.http = http;
    this.address = address;
    this.signer = signer;
  }

  @Override
  public @Nullable ETag send(BodyRequest request, UploadBody body, Duration patience)
      throws IOException {
    HttpAnswer answer = http.send(signed(head(request, body), body), patience);
    AwsServiceException refusal = ErrorAnswers.of(answer);
    if (refusal == null) {
      return ETag.of(answer.header("etag"));
    }
    if (S3Errors.code(refusal).equals("RequestTimeTooSkewed")) {
      signer.correctClock(answer.header("date"));
    }
    throw refusal;
  }

  private SdkHttpRequest head(BodyRequest request, UploadBody body) {
    SdkHttpRequest.Builder head =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            // What the signer is told, or it hashes the body; the origin says what is spoken.
            .protocol("https")
            .host(address.host())
            .port(address.origin().port())
            .putHeader("Content-Length", Long.toString(body.size()))
            .putHeader("x-amz-checksum-crc32c", body.crc32c().base64());
    switch (request) {
      case BodyRequest.Whole(ObjectKey key, Precondition only) -> {
        head.encodedPath(address.path(key)).putHeader("Content-Type", BodyRequest.CONTENT_TYPE);
        putIfThere(head, "If-None-Match", only.ifNoneMatch());
        putIfThere(head, "If-Match", only.ifMatch());
      }
      case BodyRequest.Part(PartSlot slot) ->
          head.encodedPath(address.path(slot.key()))
              .putRawQueryParameter("partNumber", Integer.toString(slot.number()))
              .putRawQueryParameter("uploadId", slot.upload().value());
    }
    return head.build();
  }

  private static void putIfThere(SdkHttpRequest.Builder head, String name, @Nullable String value) {
    if (value != null) {
      head.putHeader(name, value);
    }
  }

  private HttpUpload signed(SdkHttpRequest head, UploadBody body) {
    SdkHttpRequest signed = signer.sign(head);
    Map<String, String> headers = new HashMap<>();
    signed.forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    String query = signed.encodedQueryParameters().map(q -> "?" + q).orElse("");
    return new HttpUpload("PUT", signed.encodedPath() + query, headers, body.pieces());
  }
}
