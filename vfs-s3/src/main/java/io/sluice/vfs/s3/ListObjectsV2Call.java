package io.sluice.vfs.s3;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// ListObjectsV2, one page.
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
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience));
    if (request.delimited()) {
      wanted.delimiter("/");
    }
    return RequestLane.Answer.of(page(SmallCalls.await(client.listObjectsV2(wanted.build()))));
  }

  private static ListPage page(ListObjectsV2Response answer) {
    List<ObjectSummary> objects =
        answer.contents().stream().map(ListObjectsV2Call::summary).toList();
    List<String> prefixes = answer.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
    return new ListPage(objects, prefixes, nextToken(answer));
  }

  private static @Nullable String nextToken(ListObjectsV2Response answer) {
    if (!Boolean.TRUE.equals(answer.isTruncated())) {
      return null;
    }
    if (answer.nextContinuationToken() == null) {
      // Half a listing would make the other half vanish.
      throw SdkClientException.create("a truncated listing without a token to go on with");
    }
    return answer.nextContinuationToken();
  }

  private static ObjectSummary summary(S3Object object) {
    return new ObjectSummary(
        new ObjectKey(object.key()),
        Objects.requireNonNullElse(object.size(), 0L),
        Objects.requireNonNullElse(object.lastModified(), Instant.EPOCH),
        ETag.of(object.eTag()),
        StorageTiers.listed(object.storageClassAsString()));
  }
}
