package io.sluice.vfs.s3;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;

/// ListObjectsV2, one page, asked for until it is there.
final class ListObjectsV2Call {
  private final NameRequests requests;
  private final RequestLane lane;
  private final BucketName bucket;

  ListObjectsV2Call(NameRequests requests, RequestLane lane, BucketName bucket) {
    this.requests = requests;
    this.lane = lane;
    this.bucket = bucket;
  }

  ListPage list(ListRequest request) {
    CallSubject subject = new CallSubject(S3Operation.LIST_OBJECTS_V2, bucket, request.prefix());
    return lane.call(
        subject,
        lane.deadline(),
        patience -> RequestLane.Answer.of(requests.list(request, patience)),
        negative -> {
          throw new VfsException(
              VfsError.IO, subject + ": the answer is not S3's (" + negative + ")");
        });
  }
}
