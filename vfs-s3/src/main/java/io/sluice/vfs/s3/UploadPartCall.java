package io.sluice.vfs.s3;

import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// UploadPart.
final class UploadPartCall {
  private final BodySender sender;
  private final RequestLane lane;
  private final BucketName bucket;

  UploadPartCall(BodySender sender, RequestLane lane, BucketName bucket) {
    this.sender = sender;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Sends it; the outcome is never `SourceChanged`.
  PartOutcome upload(PartSlot slot, UploadBody body) {
    CallSubject subject = new CallSubject(S3Operation.UPLOAD_PART, bucket, slot.key().text());
    return lane.call(
        subject,
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
