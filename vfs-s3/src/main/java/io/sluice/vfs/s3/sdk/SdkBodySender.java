package io.sluice.vfs.s3.sdk;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.transport.BodyRequest;
import io.sluice.vfs.s3.transport.BodySender;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// Sends bodies by the blocking client of the SDK, which reads them on the thread that asks.
public final class SdkBodySender implements BodySender {
  /// The client tells of no progress, so that there is only a time for all of a body: what one of
  /// 512 KiB/s takes, beside the patience with an answer, which grows where that is not enough.
  private static final long SLOWEST = 512 << 10;

  private final S3Client client;
  private final BucketName bucket;
  private final ChecksumSupport checksums;

  /// @param client not closed by this
  /// @param checksums whether the server takes checksums of what is sent
  public SdkBodySender(S3Client client, BucketName bucket, ChecksumSupport checksums) {
    this.client = client;
    this.bucket = bucket;
    this.checksums = checksums;
  }

  @Override
  public @Nullable ETag send(BodyRequest request, UploadBody body, Duration patience)
      throws IOException {
    return checksums
        .send(
            ChecksumSupport.Use.GIVEN,
            checksummed ->
                Optional.ofNullable(
                    send(request, body, checksummed ? body.crc32c().base64() : null, patience)))
        .orElse(null);
  }

  private @Nullable ETag send(
      BodyRequest request, UploadBody body, @Nullable String checksum, Duration patience) {
    Duration limit = patience.plusSeconds(body.size() / SLOWEST);
    RequestBody content =
        RequestBody.fromContentProvider(
            () -> new PiecesInput(body.pieces()), body.size(), BodyRequest.CONTENT_TYPE);
    return switch (request) {
      case BodyRequest.Whole(ObjectKey key, Precondition only) ->
          ETag.of(client.putObject(putObject(key, only, checksum, limit), content).eTag());
      case BodyRequest.Part(PartSlot slot) ->
          ETag.of(client.uploadPart(uploadPart(slot, checksum, limit), content).eTag());
    };
  }

  private PutObjectRequest putObject(
      ObjectKey key, Precondition only, @Nullable String checksum, Duration limit) {
    return PutObjectRequest.builder()
        .bucket(bucket.text())
        .key(key.text())
        .checksumCRC32C(checksum)
        .ifNoneMatch(only.ifNoneMatch())
        .ifMatch(only.ifMatch())
        .overrideConfiguration(o -> o.apiCallAttemptTimeout(limit))
        .build();
  }

  private UploadPartRequest uploadPart(PartSlot slot, @Nullable String checksum, Duration limit) {
    return UploadPartRequest.builder()
        .bucket(bucket.text())
        .key(slot.key().text())
        .uploadId(slot.upload().value())
        .partNumber(slot.number())
        .checksumCRC32C(checksum)
        .overrideConfiguration(o -> o.apiCallAttemptTimeout(limit))
        .build();
  }
}
