package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;

/// ListParts, all pages.
public final class ListPartsCall {
  /// @param nextMarker null on the last one
  private record Page(List<UploadedPart> parts, @Nullable Integer nextMarker) {}

  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public ListPartsCall(S3AsyncClient client, RequestLane lane, BucketName bucket) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// In the order of their numbers; empty if there is no such upload.
  public Optional<List<UploadedPart>> list(ObjectKey key, UploadId upload) {
    CallSubject subject = new CallSubject(S3Operation.LIST_PARTS, bucket, key.text());
    List<UploadedPart> parts = new ArrayList<>();
    Integer marker = 0;
    while (marker != null) {
      int after = marker;
      Optional<Page> page =
          lane.call(
              subject,
              lane.deadline(),
              patience -> send(key, upload, after, patience),
              negative ->
                  switch (negative) {
                    case MISSING -> Optional.empty(); // some servers say NoSuchKey
                    case CHANGED, BEHIND_END -> throw UploadAnswers.notS3(subject, negative);
                  });
      if (page.isEmpty()) {
        return Optional.empty();
      }
      parts.addAll(page.get().parts());
      marker = page.get().nextMarker();
    }
    return Optional.of(List.copyOf(parts));
  }

  private RequestLane.Answer<Optional<Page>> send(
      ObjectKey key, UploadId upload, int after, Duration patience)
      throws IOException, InterruptedException {
    ListPartsRequest request =
        ListPartsRequest.builder()
            .bucket(bucket.text())
            .key(key.text())
            .uploadId(upload.value())
            .partNumberMarker(after == 0 ? null : after)
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience))
            .build();
    try {
      return RequestLane.Answer.of(
          Optional.of(page(after, SmallCalls.await(client.listParts(request)))));
    } catch (AwsServiceException e) {
      if (UploadAnswers.isNoSuchUpload(e)) {
        return UploadAnswers.negative(Optional.empty());
      }
      throw e;
    }
  }

  private static Page page(int after, ListPartsResponse answer) {
    List<UploadedPart> parts = answer.parts().stream().map(ListPartsCall::part).toList();
    if (!Boolean.TRUE.equals(answer.isTruncated())) {
      return new Page(parts, null);
    }
    Integer next = answer.nextPartNumberMarker();
    if (next == null || next <= after) {
      // Half the parts would make the other half be sent again, or be missing.
      throw SdkClientException.create("a truncated list of parts without a place to go on from");
    }
    return new Page(parts, next);
  }

  private static UploadedPart part(Part listed) {
    ETag tag = ETag.of(listed.eTag());
    if (tag == null || listed.partNumber() == null) {
      throw SdkClientException.create("a part without number or tag");
    }
    return new UploadedPart(
        listed.partNumber(),
        tag,
        Objects.requireNonNullElse(listed.size(), 0L),
        Crc32c.ofBase64(listed.checksumCRC32C()));
  }
}
