package io.sluice.vfs.s3.call;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.sdk.SmallCalls;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// CompleteMultipartUpload.
public final class CompleteMultipartUploadCall {
  /// What is completed.
  ///
  /// @param parts in the order of their numbers
  /// @param whole checksum of the whole object, null if it is not known
  public record Completion(
      ObjectKey key,
      UploadId upload,
      List<UploadedPart> parts,
      @Nullable Crc32c whole,
      Precondition only) {

    /// The same bytes, under the tags that the server has for them.
    private Completion asIn(List<UploadedPart> there) {
      Map<Integer, UploadedPart> found = byNumber(there);
      List<UploadedPart> tagged =
          parts.stream()
              .map(part -> {
                UploadedPart same = found.get(part.number());
                return same != null && same.hasBytesOf(part) ? same : part;
              })
              .toList();
      return new Completion(key, upload, tagged, whole, only);
    }

    /// The numbers of parts that the server does not have so.
    private List<Integer> differing(List<UploadedPart> there) {
      Map<Integer, UploadedPart> found = byNumber(there);
      return parts.stream()
          .filter(part -> {
            UploadedPart other = found.get(part.number());
            return other == null || !other.eTag().equals(part.eTag());
          })
          .map(UploadedPart::number)
          .toList();
    }

    private static Map<Integer, UploadedPart> byNumber(List<UploadedPart> parts) {
      return parts.stream().collect(Collectors.toMap(UploadedPart::number, part -> part));
    }
  }

  private final S3AsyncClient client;
  private final RequestLane lane;
  private final BucketName bucket;
  private final ChecksumSupport checksums;
  private final ListPartsCall listParts;

  /// @param lane the connections, time and retries that these requests have
  public CompleteMultipartUploadCall(
      S3AsyncClient client,
      RequestLane lane,
      BucketName bucket,
      ChecksumSupport checksums,
      ListPartsCall listParts) {
    this.client = client;
    this.lane = lane;
    this.bucket = bucket;
    this.checksums = checksums;
    this.listParts = listParts;
  }

  /// Makes one object of the parts, or tells what was there instead.
  public PutOutcome complete(Completion completion) {
    CallSubject subject =
        new CallSubject(S3Operation.COMPLETE_MULTIPART_UPLOAD, bucket, completion.key().text());
    return complete(subject, completion).orElseGet(() -> completeAsItIsThere(subject, completion));
  }

  /// A part whose answer was late was sent once more, and the first try may have reached the server
  /// last: under the keys of a KMS the same bytes have another tag each time.
  private PutOutcome completeAsItIsThere(CallSubject subject, Completion completion) {
    List<UploadedPart> there =
        listParts.list(completion.key(), completion.upload()).orElse(completion.parts());
    Completion present = completion.asIn(there);
    List<Integer> differing = present.differing(there);
    return differing.isEmpty()
        ? complete(subject, present)
            .orElseThrow(() ->
                new VfsException(
                    VfsError.IO, subject + ": InvalidPart: the server refuses what it lists"))
        : new PutOutcome.PartsDiffer(differing);
  }

  /// Empty if the server has other parts.
  private Optional<PutOutcome> complete(CallSubject subject, Completion completion) {
    return lane.call(
        subject,
        lane.deadline(),
        patience -> send(subject, completion, patience),
        negative -> Optional.of(otherwise(subject, completion.only(), negative)));
  }

  /// Some servers say NoSuchKey of an upload that is not there. Under `Unchanged` it is more likely
  /// the object that is not.
  private static PutOutcome otherwise(
      CallSubject subject, Precondition only, S3Failure.Negative negative) {
    return negative == S3Failure.Negative.MISSING && !(only instanceof Precondition.Unchanged)
        ? new PutOutcome.NoSuchUpload()
        : UploadAnswers.conflict(subject, only, negative);
  }

  private RequestLane.Answer<Optional<PutOutcome>> send(
      CallSubject subject, Completion completion, Duration patience)
      throws IOException, InterruptedException {
    try {
      CompleteMultipartUploadResponse answer = send(completion, patience);
      compare(subject, completion.whole(), answer);
      ETag tag = UploadAnswers.tag(subject, ETag.of(answer.eTag()));
      return RequestLane.Answer.of(Optional.of(new PutOutcome.Stored(tag)));
    } catch (AwsServiceException e) {
      return switch (S3Errors.code(e)) {
        case "NoSuchUpload" -> UploadAnswers.negative(Optional.of(new PutOutcome.NoSuchUpload()));
        case "InvalidPart" -> UploadAnswers.negative(Optional.empty());
        default -> throw e;
      };
    }
  }

  private CompleteMultipartUploadResponse send(Completion completion, Duration patience)
      throws IOException, InterruptedException {
    // Some servers refuse checksums of some parts but not of others.
    return completion.parts().stream().allMatch(part -> part.crc32c() != null)
        ? checksums.send(
            ChecksumSupport.Use.GIVEN, checksummed -> send(completion, checksummed, patience))
        : send(completion, false, patience);
  }

  private CompleteMultipartUploadResponse send(
      Completion completion, boolean checksummed, Duration patience)
      throws IOException, InterruptedException {
    return SmallCalls.await(
        client.completeMultipartUpload(request(completion, checksummed, patience)));
  }

  private CompleteMultipartUploadRequest request(
      Completion completion, boolean checksummed, Duration patience) {
    List<CompletedPart> parts =
        completion.parts().stream().map(part -> completed(part, checksummed)).toList();
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(bucket.text())
            .key(completion.key().text())
            .uploadId(completion.upload().value())
            .multipartUpload(upload -> upload.parts(parts))
            .ifNoneMatch(completion.only().ifNoneMatch())
            .ifMatch(completion.only().ifMatch())
            .mpuObjectSize(completion.parts().stream().mapToLong(UploadedPart::size).sum())
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(patience));
    if (checksummed && completion.whole() != null) {
      request.checksumType(ChecksumType.FULL_OBJECT).checksumCRC32C(completion.whole().base64());
    }
    return request.build();
  }

  private static CompletedPart completed(UploadedPart part, boolean checksummed) {
    CompletedPart.Builder completed =
        CompletedPart.builder().partNumber(part.number()).eTag(part.eTag().value());
    if (checksummed && part.crc32c() != null) {
      completed.checksumCRC32C(part.crc32c().base64());
    }
    return completed.build();
  }

  /// The object is there by now, but is not what was written: nobody may take it for good.
  private static void compare(
      CallSubject subject, @Nullable Crc32c whole, CompleteMultipartUploadResponse answer) {
    Crc32c told = Crc32c.ofBase64(answer.checksumCRC32C());
    if (whole != null && told != null && !told.equals(whole)) {
      throw new VfsException(
          VfsError.IO,
          subject
              + ": the object has the checksum "
              + told.base64()
              + " where what was written has "
              + whole.base64()
              + ": it is damaged, write it again");
    }
  }
}
