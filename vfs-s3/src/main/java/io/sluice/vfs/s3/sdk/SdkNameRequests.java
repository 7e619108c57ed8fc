package io.sluice.vfs.s3.sdk;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.error.OtherServerException;
import io.sluice.vfs.s3.transport.NameRequests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/// HEAD and LIST by the SDK. It signs, sends and knows errors; [ListBody] reads the pages.
public final class SdkNameRequests implements NameRequests {
  private final S3AsyncClient client;
  private final BucketName bucket;

  /// @param client not closed by this
  public SdkNameRequests(S3AsyncClient client, BucketName bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public ObjectSummary head(ObjectKey key, Duration patience)
      throws IOException, InterruptedException {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience))
            .build();
    HeadObjectResponse answer = SmallCalls.await(client.headObject(request));
    ETag eTag = ETag.of(answer.eTag());
    OtherServerException.check(eTag, answer.lastModified());
    Long length = answer.contentLength();
    return new ObjectSummary(
        key,
        length == null ? listedSize(key, patience) : length,
        Objects.requireNonNullElse(answer.lastModified(), Instant.EPOCH),
        eTag,
        StorageTier.headed(
            answer.storageClassAsString(), answer.restore(), answer.archiveStatusAsString()));
  }

  @Override
  public ListPage list(ListRequest request, Duration patience)
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
    return body.page();
  }
}
