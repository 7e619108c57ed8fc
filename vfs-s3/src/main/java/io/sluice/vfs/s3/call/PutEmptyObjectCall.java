package io.sluice.vfs.s3.call;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// PutObject of no bytes with `If-None-Match: *`, so that no object of another client is replaced.
public final class PutEmptyObjectCall {
  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public PutEmptyObjectCall(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Whether it was put; false if an object of this key is there.
  public boolean put(ObjectKey key) {
    CallSubject subject = new CallSubject(S3Operation.PUT_OBJECT, bucket, key.text());
    return lane.call(
        subject,
        lane.deadline(),
        patience -> send(key, patience),
        negative ->
            switch (negative) {
              case CHANGED -> false;
              case MISSING, BEHIND_END ->
                  throw new VfsException(
                      VfsError.IO, subject + ": the answer is not S3's (" + negative + ")");
            });
  }

  private RequestLane.Answer<Boolean> send(ObjectKey key, Duration patience)
      throws IOException, InterruptedException {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .ifNoneMatch("*")
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience))
            .build();
    SmallCalls.await(client.putObject(request, AsyncRequestBody.empty()));
    return RequestLane.Answer.of(true);
  }
}
