package io.sluice.vfs.s3;

import java.io.IOException;
import java.time.Duration;

/// PutObject of a body.
final class PutObjectCall {
  private final BodySender sender;
  private final RequestLane lane;
  private final BucketName bucket;

  PutObjectCall(BodySender sender, RequestLane lane, BucketName bucket) {
    this.sender = sender;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Puts it; the outcome is never `NoSuchUpload`.
  PutOutcome put(ObjectKey key, UploadBody body, Precondition only) {
    CallSubject subject = new CallSubject(S3Operation.PUT_OBJECT, bucket, key.text());
    BodyRequest request = new BodyRequest.Whole(key, only);
    return lane.call(
        subject,
        lane.deadline(),
        patience -> send(subject, request, body, patience),
        negative -> UploadAnswers.conflict(subject, only, negative));
  }

  private RequestLane.Answer<PutOutcome> send(
      CallSubject subject, BodyRequest request, UploadBody body, Duration patience)
      throws IOException, InterruptedException {
    ETag tag = UploadAnswers.tag(subject, sender.send(request, body, patience));
    return new RequestLane.Answer<>(new PutOutcome.Stored(tag), S3Calls.Result.OK, body.size());
  }
}
