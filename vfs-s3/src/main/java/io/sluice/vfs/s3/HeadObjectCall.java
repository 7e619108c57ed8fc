package io.sluice.vfs.s3;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;

/// HeadObject, asked until there is an answer.
final class HeadObjectCall {
  private final NameRequests requests;
  private final RequestLane lane;
  private final BucketName bucket;

  HeadObjectCall(NameRequests requests, RequestLane lane, BucketName bucket) {
    this.requests = requests;
    this.lane = lane;
    this.bucket = bucket;
  }

  HeadOutcome head(ObjectKey key) {
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
