package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.transport.BodyRequest;
import io.sluice.vfs.s3.transport.BodySender;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// UploadPart.
public final class UploadPartCall {
  private final BodySender sender;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public UploadPartCall(BodySender sender, RequestLane lane, BucketName bucket) {
    this.sender = sender;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Sends it; the outcome is never `SourceChanged`.
  public PartOutcome upload(PartSlot slot, UploadBody body) {
    CallSubject subject = new CallSubject(S3Operation.UPLOAD_PART, bucket, slot.key().text());
    return lane.call(
        subject,
        body.size(),
        lane.deadline(),
        patience -> send(subject, slot, body, patience),
        negative ->
            switch (negative) {
              case MISSING -> new PartOutcome.NoSuchUpload(); // some servers say NoSuchKey
              case CHANGED, BEHIND_END -> throw UploadAnswers.notS3(subject, negative);
            });
  }

  private RequestLane.Answer<PartOutcome> send(
      CallSubject subject, PartSlot slot, UploadBody body, Duration patience)
      throws IOException, InterruptedException {
    try {
      ETag tag =
          UploadAnswers.tag(subject, sender.send(new BodyRequest.Part(slot), body, patience));
      UploadedPart part = new UploadedPart(slot.number(), tag, body.size(), body.crc32c());
      return new RequestLane.Answer<>(new PartOutcome.Stored(part), S3Calls.Result.OK, body.size());
    } catch (AwsServiceException e) {
      if (UploadAnswers.isNoSuchUpload(e)) {
        return UploadAnswers.negative(new PartOutcome.NoSuchUpload());
      }
      throw e;
    }
  }
}
