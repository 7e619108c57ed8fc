package io.sluice.vfs.s3.call;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;

/// DeleteObject. S3 answers the same whether the key was there, so a try whose answer was lost may
/// be sent again.
public final class DeleteObjectCall {
  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public DeleteObjectCall(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Deletes an object; one that is not there is no error.
  ///
  /// @param only the object that is to be deleted, for servers that heed `If-Match`; null: whatever
  ///   is there
  public void delete(ObjectKey key, @Nullable ETag only) {
    CallSubject subject = new CallSubject(S3Operation.DELETE_OBJECT, bucket, key.text());
    boolean _ =
        lane.call(
            subject,
            lane.deadline(),
            patience -> send(key, only, patience),
            negative ->
                switch (negative) {
                  case MISSING -> true; // some servers say so
                  case CHANGED, BEHIND_END -> {
                    if (only == null || negative == S3Failure.Negative.BEHIND_END) {
                      throw new VfsException(
                          VfsError.IO, subject + ": the answer is not S3's (" + negative + ")");
                    }
                    yield true; // it is another one, and stays
                  }
                });
  }

  private RequestLane.Answer<Boolean> send(ObjectKey key, @Nullable ETag only, Duration patience)
      throws IOException, InterruptedException {
    DeleteObjectRequest request =
        DeleteObjectRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .ifMatch(only == null ? null : only.value())
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience))
            .build();
    SmallCalls.await(client.deleteObject(request));
    return RequestLane.Answer.of(true);
  }
}
