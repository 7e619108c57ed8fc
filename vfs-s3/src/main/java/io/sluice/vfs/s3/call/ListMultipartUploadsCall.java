package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.OpenUpload;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/// ListMultipartUploads of one key, all pages.
public final class ListMultipartUploadsCall {
  /// Where a page begins.
  private record Marker(String key, String upload) {}

  /// @param next null on the last one
  private record Page(List<OpenUpload> uploads, @Nullable Marker next) {}

  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public ListMultipartUploadsCall(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// The uploads of exactly this key that were neither completed nor aborted.
  public List<OpenUpload> list(ObjectKey key) {
    CallSubject subject = new CallSubject(S3Operation.LIST_MULTIPART_UPLOADS, bucket, key.text());
    List<OpenUpload> uploads = new ArrayList<>();
    Page page = null;
    do {
      Marker after = page == null ? null : page.next();
      page =
          lane.call(
              subject,
              lane.deadline(),
              patience -> send(key, after, patience),
              negative -> {
                throw UploadAnswers.notS3(subject, negative);
              });
      uploads.addAll(page.uploads());
    } while (page.next() != null);
    return List.copyOf(uploads);
  }

  private RequestLane.Answer<Page> send(ObjectKey key, @Nullable Marker after, Duration patience)
      throws IOException, InterruptedException {
    ListMultipartUploadsRequest.Builder request =
        ListMultipartUploadsRequest.builder()
            .bucket(bucket.text())
            .prefix(key.text())
            .encodingType(EncodingType.URL)
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience));
    if (after != null) {
      request.keyMarker(after.key()).uploadIdMarker(after.upload());
    }
    return RequestLane.Answer.of(
        page(key, after, SmallCalls.await(client.listMultipartUploads(request.build()))));
  }

  private static Page page(
      ObjectKey key, @Nullable Marker after, ListMultipartUploadsResponse answer) {
    List<OpenUpload> uploads =
        answer.uploads().stream()
            .filter(upload -> key.text().equals(upload.key()))
            .map(upload -> new OpenUpload(new UploadId(upload.uploadId()), upload.initiated()))
            .toList();
    if (!Boolean.TRUE.equals(answer.isTruncated())) {
      return new Page(uploads, null);
    }
    String nextKey = answer.nextKeyMarker();
    if (nextKey == null) {
      throw SdkClientException.create("a truncated list of uploads without a place to go on from");
    }
    Marker next = new Marker(nextKey, Objects.requireNonNullElse(answer.nextUploadIdMarker(), ""));
    if (next.equals(after)) {
      throw SdkClientException.create("a list of uploads that does not go on");
    }
    return new Page(uploads, next);
  }
}
