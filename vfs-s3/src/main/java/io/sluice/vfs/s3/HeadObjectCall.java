package io.sluice.vfs.s3;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// HeadObject.
final class HeadObjectCall {
  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  HeadObjectCall(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  HeadOutcome head(ObjectKey key) {
    CallSubject subject = new CallSubject(S3Operation.HEAD_OBJECT, bucket, key.text());
    return lane.call(
        subject,
        lane.deadline(),
        patience -> send(key, patience),
        negative ->
            switch (negative) {
              case MISSING -> new HeadOutcome.Missing();
              case CHANGED, BEHIND_END ->
                  throw new VfsException(
                      VfsError.IO, subject + ": the answer is not S3's (" + negative + ")");
            });
  }

  private RequestLane.Answer<HeadOutcome> send(ObjectKey key, Duration patience)
      throws IOException, InterruptedException {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience))
            .build();
    HeadObjectResponse answer = SmallCalls.await(client.headObject(request));
    return RequestLane.Answer.of(new HeadOutcome.Found(summary(key, answer)));
  }

  private static ObjectSummary summary(ObjectKey key, HeadObjectResponse answer) {
    return new ObjectSummary(
        key,
        Objects.requireNonNullElse(answer.contentLength(), 0L),
        Objects.requireNonNullElse(answer.lastModified(), Instant.EPOCH),
        ETag.of(answer.eTag()),
        StorageTiers.headed(
            answer.storageClassAsString(), answer.restore(), answer.archiveStatusAsString()));
  }
}
