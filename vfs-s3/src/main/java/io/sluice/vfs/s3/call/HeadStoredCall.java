package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// HeadObject with the checksum.
public final class HeadStoredCall {
  /// Of an object that the server has no tag for: equal to none that was put.
  private static final ETag UNTAGGED = new ETag("\"\"");

  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;
  private final ChecksumSupport checksums;

  /// @param lane the connections, time and retries that these requests have
  public HeadStoredCall(
      S3AsyncClient client, RequestLane lane, BucketName bucket, ChecksumSupport checksums) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
    this.checksums = checksums;
  }

  /// Empty if there is no object.
  public Optional<StoredObject> head(ObjectKey key) {
    CallSubject subject = new CallSubject(S3Operation.HEAD_OBJECT, bucket, key.text());
    return lane.call(
        subject,
        lane.deadline(),
        patience ->
            checksums.send(
                ChecksumSupport.Use.ASKED, checksummed -> send(key, checksummed, patience)),
        negative ->
            switch (negative) {
              case MISSING -> Optional.empty();
              case CHANGED, BEHIND_END -> throw UploadAnswers.notS3(subject, negative);
            });
  }

  private RequestLane.Answer<Optional<StoredObject>> send(
      ObjectKey key, boolean checksummed, Duration patience)
      throws IOException, InterruptedException {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .checksumMode(checksummed ? ChecksumMode.ENABLED : null)
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience))
            .build();
    HeadObjectResponse answer = SmallCalls.await(client.headObject(request));
    return RequestLane.Answer.of(
        Optional.of(
            new StoredObject(
                Objects.requireNonNullElse(ETag.of(answer.eTag()), UNTAGGED),
                Objects.requireNonNullElse(answer.contentLength(), StoredObject.UNTOLD),
                Crc32c.ofBase64(answer.checksumCRC32C()))));
  }
}
