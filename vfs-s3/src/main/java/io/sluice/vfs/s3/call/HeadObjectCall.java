package io.sluice.vfs.s3.call;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.transport.CallSubject;
import io.sluice.vfs.s3.transport.NameRequests;

/// HeadObject, asked until there is an answer.
public final class HeadObjectCall {
  private final NameRequests requests;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public HeadObjectCall(NameRequests requests, RequestLane lane, BucketName bucket) {
    this.requests = requests;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// What is known of an object, or that there is none.
  public HeadOutcome head(ObjectKey key) {
    CallSubject subject = new CallSubject(S3Operation.HEAD_OBJECT, bucket, key.text());
    return lane.<HeadOutcome>call(
        subject,
        lane.deadline(),
        patience -> RequestLane.Answer.of(new HeadOutcome.Found(requests.head(key, patience))),
        negative ->
            switch (negative) {
              case MISSING -> new HeadOutcome.Missing();
              case CHANGED, BEHIND_END ->
                  throw new VfsException(
                      VfsError.IO, subject + ": the answer is not S3's (" + negative + ")");
            });
  }
}
