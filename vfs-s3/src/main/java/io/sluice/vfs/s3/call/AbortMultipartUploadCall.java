package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;

/// AbortMultipartUpload. An upload that is not there is as good as aborted.
public final class AbortMultipartUploadCall {
  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public AbortMultipartUploadCall(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Aborts an upload, with all of its parts; one that is gone already is no error.
  public void abort(ObjectKey key, UploadId upload) {
    CallSubject subject = new CallSubject(S3Operation.ABORT_MULTIPART_UPLOAD, bucket, key.text());
    boolean _ =
        lane.call(
            subject,
            lane.deadline(),
            patience -> send(key, upload, patience),
            negative ->
                switch (negative) {
                  case MISSING -> true; // some servers say NoSuchKey
                  case CHANGED, BEHIND_END -> throw UploadAnswers.notS3(subject, negative);
                });
  }

  private RequestLane.Answer<Boolean> send(ObjectKey key, UploadId upload, Duration patience)
      throws IOException, InterruptedException {
    AbortMultipartUploadRequest request =
        AbortMultipartUploadRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .uploadId(upload.value())
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience))
            .build();
    try {
      SmallCalls.await(client.abortMultipartUpload(request));
      return RequestLane.Answer.of(true);
    } catch (AwsServiceException e) {
      if (UploadAnswers.isNoSuchUpload(e)) {
        return UploadAnswers.negative(true);
      }
      throw e;
    }
  }
}
