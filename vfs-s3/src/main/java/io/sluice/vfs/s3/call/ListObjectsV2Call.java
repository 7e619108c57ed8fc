package io.sluice.vfs.s3.call;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.transport.CallSubject;
import io.sluice.vfs.s3.transport.NameRequests;

/// ListObjectsV2, one page, asked for until it is there.
public final class ListObjectsV2Call {
  private final NameRequests requests;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public ListObjectsV2Call(NameRequests requests, RequestLane lane, BucketName bucket) {
    this.requests = requests;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// One page of keys.
  public ListPage list(ListRequest request) {
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
