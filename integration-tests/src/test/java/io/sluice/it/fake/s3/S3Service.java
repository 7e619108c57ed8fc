package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.Buckets;
import java.io.IOException;
import java.time.InstantSource;

/// Answers S3 requests: who may, which bucket, which operation. Start reading here; every operation
/// is one line of [#dispatch].
public final class S3Service {
  private final Buckets buckets;
  private final Authorizer authorizer;
  private final BucketCalls bucketCalls;
  private final WriteCalls writes;
  private final MultipartCalls multiparts;
  private final UploadListCalls uploadLists;
  private final CopyCalls copies;
  private final DeleteCalls deletes;

  /// @param clock gives the LastModified of what is written
  public S3Service(Buckets buckets, Authorizer authorizer, InstantSource clock) {
    this.buckets = buckets;
    this.authorizer = authorizer;
    bucketCalls = new BucketCalls(buckets, authorizer.region());
    writes = new WriteCalls(clock);
    multiparts = new MultipartCalls(writes);
    uploadLists = new UploadListCalls(multiparts);
    copies = new CopyCalls(buckets, writes, multiparts);
    deletes = new DeleteCalls(writes);
  }

  /// Carries out the request; an S3 error is an answer like others.
  ///
  /// @throws IOException if the payload cannot be read
  public HttpResponse answer(S3Request request) throws IOException {
    try {
      Bucket bucket = buckets.find(request.address().bucket());
      authorizer.check(request, bucket);
      if (bucket != null && bucket.refusesChecksums() > 0) {
        Checksum.refuse(request.headers(), bucket.refusesChecksums());
      }
      return bucket == null ? withoutBucket(request) : dispatch(bucket, request);
    } catch (S3Refusal refusal) {
      return refusal.response(request.http().isHead());
    }
  }

  private HttpResponse withoutBucket(S3Request request) throws IOException {
    if (request.operation() == S3Operation.LIST_BUCKETS) {
      return bucketCalls.list();
    }
    if (request.operation() == S3Operation.CREATE_BUCKET) {
      return bucketCalls.create(request);
    }
    throw noSuchBucket(request.address().bucket());
  }

  private HttpResponse dispatch(Bucket bucket, S3Request request) throws IOException {
    return switch (request.operation()) {
      case LIST_BUCKETS, UNKNOWN -> throw notImplemented();
      case CREATE_BUCKET -> bucketCalls.create(request);
      case HEAD_BUCKET -> bucketCalls.head(bucket);
      case DELETE_BUCKET -> bucketCalls.delete(bucket);
      case GET_BUCKET_LOCATION -> bucketCalls.location(bucket);
      case GET_BUCKET_VERSIONING -> bucketCalls.versioning(bucket);
      case PUT_BUCKET_VERSIONING -> bucketCalls.setVersioning(bucket, request);
      case LIST_OBJECTS -> ListCalls.listV1(bucket, request);
      case LIST_OBJECTS_V2 -> ListCalls.listV2(bucket, request);
      case HEAD_OBJECT -> ReadCalls.head(bucket, request);
      case GET_OBJECT -> ReadCalls.get(bucket, request);
      case PUT_OBJECT -> writes.put(bucket, request);
      case COPY_OBJECT -> copies.copyObject(bucket, request);
      case DELETE_OBJECT -> deletes.delete(bucket, request);
      case DELETE_OBJECTS -> deletes.deleteAll(bucket, request);
      case CREATE_MULTIPART_UPLOAD -> multiparts.create(bucket, request);
      case UPLOAD_PART -> multiparts.uploadPart(bucket, request);
      case UPLOAD_PART_COPY -> copies.uploadPartCopy(bucket, request);
      case COMPLETE_MULTIPART_UPLOAD -> multiparts.complete(bucket, request);
      case ABORT_MULTIPART_UPLOAD -> multiparts.abort(bucket, request);
      case LIST_PARTS -> uploadLists.listParts(bucket, request);
      case LIST_MULTIPART_UPLOADS -> uploadLists.listUploads(bucket, request);
    };
  }

  static S3Refusal noSuchBucket(String name) {
    return new S3Refusal(404, "NoSuchBucket", "The specified bucket does not exist")
        .element("BucketName", name);
  }

  private static S3Refusal notImplemented() {
    String message = "A header or parameter you provided implies functionality not implemented";
    return new S3Refusal(501, "NotImplemented", message);
  }
}
