package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/// UploadPartCopy within one key.
public final class UploadPartCopyCall {
  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public UploadPartCopyCall(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Copies the bytes from `from` to before `to`.
  public PartOutcome copy(PartSlot slot, ETag source, long from, long to) {
    CallSubject subject = new CallSubject(S3Operation.UPLOAD_PART_COPY, bucket, slot.key().text());
    UploadPartCopyRequest request = request(slot, source, from, to);
    return lane.call(
        subject,
        lane.deadline(),
        patience -> send(subject, request, to - from, patience),
        negative ->
            switch (negative) {
              case MISSING, CHANGED -> new PartOutcome.SourceChanged();
              case BEHIND_END -> throw UploadAnswers.notS3(subject, negative);
            });
  }

  private UploadPartCopyRequest request(PartSlot slot, ETag source, long from, long to) {
    return UploadPartCopyRequest.builder()
        .sourceBucket(bucket.text())
        .sourceKey(slot.key().text())
        .copySourceIfMatch(source.value())
        .copySourceRange("bytes=" + from + "-" + (to - 1))
        .destinationBucket(bucket.text())
        .destinationKey(slot.key().text())
        .uploadId(slot.upload().value())
        .partNumber(slot.number())
        .build();
  }

  private RequestLane.Answer<PartOutcome> send(
      CallSubject subject, UploadPartCopyRequest request, long size, Duration patience)
      throws IOException, InterruptedException {
    UploadPartCopyRequest timed =
        request.toBuilder().overrideConfiguration(o -> o.apiCallAttemptTimeout(patience)).build();
    try {
      CopyPartResult copied = SmallCalls.await(client.uploadPartCopy(timed)).copyPartResult();
      ETag tag = UploadAnswers.tag(subject, copied == null ? null : ETag.of(copied.eTag()));
      Crc32c crc32c = copied == null ? null : Crc32c.ofBase64(copied.checksumCRC32C());
      UploadedPart part = new UploadedPart(request.partNumber(), tag, size, crc32c);
      return RequestLane.Answer.of(new PartOutcome.Stored(part));
    } catch (AwsServiceException e) {
      if (UploadAnswers.isNoSuchUpload(e)) {
        return UploadAnswers.negative(new PartOutcome.NoSuchUpload());
      }
      throw e;
    }
  }
}
