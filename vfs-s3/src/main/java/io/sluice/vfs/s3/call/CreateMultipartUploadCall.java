package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.BodyRequest;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/// CreateMultipartUpload. A try whose answer was lost leaves an upload that nobody knows; it is
/// found by its key when unfinished uploads are cleared.
public final class CreateMultipartUploadCall {
  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;
  private final ChecksumSupport checksums;

  /// @param lane the connections, time and retries that these requests have
  public CreateMultipartUploadCall(
      S3AsyncClient client, RequestLane lane, BucketName bucket, ChecksumSupport checksums) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
    this.checksums = checksums;
  }

  /// The id of a new upload.
  ///
  /// @param checksummed whether S3 shall know the CRC-32C of the whole object, if it takes any
  public UploadId create(ObjectKey key, boolean checksummed) {
    CallSubject subject = new CallSubject(S3Operation.CREATE_MULTIPART_UPLOAD, bucket, key.text());
    return lane.call(
        subject,
        lane.deadline(),
        patience ->
            checksummed
                ? checksums.send(ChecksumSupport.Use.GIVEN, with -> send(key, with, patience))
                : send(key, false, patience),
        negative -> {
          throw UploadAnswers.notS3(subject, negative);
        });
  }

  private RequestLane.Answer<UploadId> send(ObjectKey key, boolean checksummed, Duration patience)
      throws IOException, InterruptedException {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .contentType(BodyRequest.CONTENT_TYPE)
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience));
    if (checksummed) {
      request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).checksumType(ChecksumType.FULL_OBJECT);
    }
    String id = SmallCalls.await(client.createMultipartUpload(request.build())).uploadId();
    if (id == null || id.isEmpty()) {
      throw SdkClientException.create("an upload without an id");
    }
    return RequestLane.Answer.of(new UploadId(id));
  }
}
