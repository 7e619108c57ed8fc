package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.transport.BodyRequest;
import io.sluice.vfs.s3.transport.BodySender;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;

/// PutObject of a body.
public final class PutObjectCall {
  private final BodySender sender;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public PutObjectCall(BodySender sender, RequestLane lane, BucketName bucket) {
    this.sender = sender;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Puts it; the outcome is never `NoSuchUpload`.
  public PutOutcome put(ObjectKey key, UploadBody body, Precondition only) {
    CallSubject subject = new CallSubject(S3Operation.PUT_OBJECT, bucket, key.text());
    BodyRequest request = new BodyRequest.Whole(key, only);
    return lane.call(
        subject,
        body.size(),
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
