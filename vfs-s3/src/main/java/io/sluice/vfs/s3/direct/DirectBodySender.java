package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.http.HttpAnswer;
import io.sluice.vfs.s3.transport.BodyRequest;
import io.sluice.vfs.s3.transport.BodySender;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends bodies from where they are, by a sender of our own.
public final class DirectBodySender implements BodySender {
  private final DirectBucket bucket;
  private final ChecksumSupport checksums;

  /// @param checksums whether the server takes checksums of what is sent
  public DirectBodySender(DirectBucket bucket, ChecksumSupport checksums) {
    this.bucket = bucket;
    this.checksums = checksums;
  }

  @Override
  public @Nullable ETag send(BodyRequest request, UploadBody body, Duration patience)
      throws IOException {
    return checksums
        .send(
            ChecksumSupport.Use.GIVEN,
            checksummed -> Optional.ofNullable(send(request, body, checksummed, patience)))
        .orElse(null);
  }

  private @Nullable ETag send(
      BodyRequest request, UploadBody body, boolean checksummed, Duration patience)
      throws IOException {
    RequestHead head =
        head(request)
            .header("Content-Length", Long.toString(body.size()))
            .header("x-amz-checksum-crc32c", checksummed ? body.crc32c().base64() : null);
    HttpAnswer answer = bucket.send(head, body.pieces(), patience);
    bucket.check(head, answer);
    return ETag.of(answer.header("etag"));
  }

  private RequestHead head(BodyRequest request) {
    return switch (request) {
      case BodyRequest.Whole(ObjectKey key, Precondition only) ->
          bucket
              .request("PUT", key)
              .header("Content-Type", BodyRequest.CONTENT_TYPE)
              .header("If-None-Match", only.ifNoneMatch())
              .header("If-Match", only.ifMatch());
      case BodyRequest.Part(PartSlot slot) ->
          bucket
              .request("PUT", slot.key())
              .parameter("partNumber", Integer.toString(slot.number()))
              .parameter("uploadId", slot.upload().value());
    };
  }
}
