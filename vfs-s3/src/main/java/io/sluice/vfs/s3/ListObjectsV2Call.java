package io.sluice.vfs.s3;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/// ListObjectsV2, one page. The SDK signs, sends and knows errors; [ListingParser] reads the page.
final class ListObjectsV2Call {
  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  ListObjectsV2Call(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  ListPage list(ListRequest request) {
    CallSubject subject = new CallSubject(S3Operation.LIST_OBJECTS_V2, bucket, request.prefix());
    return lane.call(
        subject,
        lane.deadline(),
        patience -> send(request, patience),
        negative -> {
          throw new VfsException(
              VfsError.IO, subject + ": the answer is not S3's (" + negative + ")");
        });
  }

  private RequestLane.Answer<ListPage> send(ListRequest request, Duration patience)
      throws IOException, InterruptedException {
    ListBody body = new ListBody();
    ListObjectsV2Request.Builder wanted =
        ListObjectsV2Request.builder()
            .bucket(bucket.text())
            .prefix(request.prefix())
            .startAfter(request.startAfter())
            .continuationToken(request.token())
            .maxKeys(request.maxKeys())
            // The SDK does not ask for it, and one control character in a key then makes the whole
            // listing unreadable.
            .encodingType(EncodingType.URL)
            .overrideConfiguration(o ->
                o.apiCallAttemptTimeout(patience)
                    .putExecutionAttribute(ListBodyInterceptor.BODY, body));
    if (request.delimited()) {
      wanted.delimiter("/");
    }
    var _ = SmallCalls.await(client.listObjectsV2(wanted.build()));
    return RequestLane.Answer.of(body.page());
  }
}
