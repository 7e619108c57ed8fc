package io.sluice.vfs.s3.store;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.s3.OpenUpload;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.RetryClock;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.call.AbortMultipartUploadCall;
import io.sluice.vfs.s3.call.CompleteMultipartUploadCall;
import io.sluice.vfs.s3.call.CreateMultipartUploadCall;
import io.sluice.vfs.s3.call.HeadStoredCall;
import io.sluice.vfs.s3.call.ListMultipartUploadsCall;
import io.sluice.vfs.s3.call.ListPartsCall;
import io.sluice.vfs.s3.call.PutObjectCall;
import io.sluice.vfs.s3.call.RequestLane;
import io.sluice.vfs.s3.call.RetryPolicy;
import io.sluice.vfs.s3.call.UploadPartCall;
import io.sluice.vfs.s3.call.UploadPartCopyCall;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.credentials.Renewal;
import io.sluice.vfs.s3.store.ConditionalWrites.Put;
import io.sluice.vfs.s3.transport.BodySender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts objects into one bucket: bodies by a [BodySender], all else by the SDK.
///
/// Safe for any number of threads, each of which blocks in its call. Interrupting a thread ends its
/// call with `BUSY` and cuts its connection.
public final class S3Uploads implements ObjectUploads {
  /// A healthy S3 answers within a tenth of a second; a lost request is noticed after this.
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /// After a whole body, which stores on disks bring to safety before they answer.
  private static final Duration STORED = Duration.ofSeconds(10);

  /// Joining parts and copying inside S3 take their time, about 1 s for each GB.
  private static final Duration JOINED = Duration.ofSeconds(20);

  private final PutObjectCall putObject;
  private final CreateMultipartUploadCall createMultipartUpload;
  private final UploadPartCall uploadPart;
  private final UploadPartCopyCall uploadPartCopy;
  private final CompleteMultipartUploadCall completeMultipartUpload;
  private final AbortMultipartUploadCall abortMultipartUpload;
  private final ListPartsCall listParts;
  private final ListMultipartUploadsCall listMultipartUploads;
  private final HeadStoredCall headStored;
  private final ConditionalWrites conditionalWrites;
  private final boolean isAws;
  private final boolean isR2;

  /// Uploads over a connection that others close.
  ///
  /// @param checksums whether the bucket's server takes them
  /// @param clock drives retries and timeouts
  /// @param calls is told of every request
  S3Uploads(
      S3Connection connection,
      BucketName bucket,
      ChecksumSupport checksums,
      RetryClock clock,
      S3Calls calls) {
    RetryPolicy policy = new RetryPolicy(connection.settings().ioTimeout());
    Renewal awaited = connection.renewal(true);
    RequestLane bodies =
        new RequestLane(policy, clock, calls, awaited, S3Connection.SENT_BODIES, STORED);
    RequestLane small =
        new RequestLane(policy, clock, calls, awaited, S3Connection.MULTIPARTS, ANSWER);
    RequestLane joins = new RequestLane(policy, clock, calls, awaited, S3Connection.JOINS, JOINED);
    BodySender sender = connection.sender(bucket, checksums);
    var client = connection.smallCalls();
    this.putObject = new PutObjectCall(sender, bodies, bucket);
    this.uploadPart = new UploadPartCall(sender, bodies, bucket);
    this.createMultipartUpload = new CreateMultipartUploadCall(client, small, bucket, checksums);
    this.abortMultipartUpload = new AbortMultipartUploadCall(client, small, bucket);
    this.listParts = new ListPartsCall(client, small, bucket);
    this.listMultipartUploads = new ListMultipartUploadsCall(client, small, bucket);
    this.headStored = new HeadStoredCall(client, small, bucket, checksums);
    this.uploadPartCopy = new UploadPartCopyCall(client, joins, bucket);
    this.completeMultipartUpload =
        new CompleteMultipartUploadCall(client, joins, bucket, checksums, listParts);
    this.isAws = connection.address(bucket).isAws();
    this.isR2 = connection.address(bucket).isR2();
    this.conditionalWrites = new ConditionalWrites(putObject, headStored, bucket, isAws);
  }

  /// What is known of this bucket's server and preconditions.
  public ConditionalWrites conditionalWrites() {
    return conditionalWrites;
  }

  @Override
  public PutOutcome putObject(ObjectKey key, UploadBody body, Precondition only) {
    return conditionalWrites.put(
        Put.of(only, Put.NEW), key, only, condition -> putObject.put(key, body, condition));
  }

  @Override
  public UploadId createMultipartUpload(ObjectKey key) {
    return createMultipartUpload.create(key, true);
  }

  @Override
  public UploadId createMultipartUploadForCopies(ObjectKey key) {
    return createMultipartUpload.create(key, isAws);
  }

  @Override
  public PartOutcome uploadPart(PartSlot slot, UploadBody body) {
    return uploadPart.upload(slot, body);
  }

  @Override
  public PartOutcome uploadPartCopy(PartSlot slot, ETag source, long from, long to) {
    return uploadPartCopy.copy(slot, source, from, to);
  }

  @Override
  public PutOutcome completeMultipartUpload(
      ObjectKey key,
      UploadId upload,
      List<UploadedPart> parts,
      @Nullable Crc32c whole,
      Precondition only) {
    return conditionalWrites.put(
        Put.of(only, Put.LARGE),
        key,
        only,
        condition ->
            completeMultipartUpload.complete(
                new CompleteMultipartUploadCall.Completion(key, upload, parts, whole, condition)));
  }

  @Override
  public void abortMultipartUpload(ObjectKey key, UploadId upload) {
    abortMultipartUpload.abort(key, upload);
  }

  @Override
  public Optional<List<UploadedPart>> listParts(ObjectKey key, UploadId upload) {
    return listParts.list(key, upload);
  }

  @Override
  public List<OpenUpload> listMultipartUploads(ObjectKey key) {
    return listMultipartUploads.list(key);
  }

  @Override
  public Optional<StoredObject> headStored(ObjectKey key) {
    return headStored.head(key);
  }

  @Override
  public boolean wantsPartsAlike() {
    return isR2;
  }

  @Override
  public ETag probeConditions(ObjectKey ownKey, UploadBody sameBytes, ETag own) {
    return conditionalWrites().isUnknown()
        ? conditionalWrites().probe(ownKey, sameBytes, own)
        : own;
  }
}
