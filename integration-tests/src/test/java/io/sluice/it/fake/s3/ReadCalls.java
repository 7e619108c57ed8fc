package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.StoredObject;

/// GetObject and HeadObject.
final class ReadCalls {
  private ReadCalls() {}

  static HttpResponse head(Bucket bucket, S3Request request) {
    return described(bucket, request, find(bucket, request.key(), versionId(request)));
  }

  static HttpResponse get(Bucket bucket, S3Request request) {
    StoredObject object = find(bucket, request.key(), versionId(request));
    if (!object.archive().isReadable()) {
      throw archived(object);
    }
    return described(bucket, request, object);
  }

  private static HttpResponse described(Bucket bucket, S3Request request, StoredObject object) {
    Conditions.checkRead(request.headers(), object);
    ByteRange range = ByteRange.of(request.headers().get("range"), object.size());
    boolean versioned =
        bucket.isVersioned() || !object.versionId().equals(StoredObject.NULL_VERSION);
    boolean checksums =
        range == null && request.headers().get("x-amz-checksum-mode", "").equals("ENABLED");
    HttpResponse response =
        range == null
            ? new HttpResponse(200, new Headers(), object.body())
            : new HttpResponse(
                    206, new Headers(), object.body().slice(range.first(), range.length()))
                .with("content-range", range.contentRange(object.size()));
    ObjectHeaders.show(object, versioned, response.headers());
    if (checksums) {
      ObjectHeaders.showChecksums(object, bucket.hashes(), response.headers());
    }
    return response;
  }

  private static String versionId(S3Request request) {
    return request.query().get("versionId", "");
  }

  /// The object, or that version of it.
  ///
  /// @param versionId "" for the current one
  static StoredObject find(Bucket bucket, String key, String versionId) {
    StoredObject found = versionId.isEmpty() ? bucket.newest(key) : bucket.version(key, versionId);
    if (found == null && !versionId.isEmpty()) {
      throw new S3Refusal(404, "NoSuchVersion", "The specified version does not exist.");
    }
    if (found == null) {
      throw S3Refusal.noSuchKey(key);
    }
    if (found.deleteMarker()) {
      throw deleted(found, versionId);
    }
    return found;
  }

  private static S3Refusal deleted(StoredObject marker, String versionId) {
    S3Refusal refusal =
        versionId.isEmpty()
            ? S3Refusal.noSuchKey(marker.key())
            : new S3Refusal(405, "MethodNotAllowed", "The version is a delete marker");
    return marker.versionId().equals(StoredObject.NULL_VERSION)
        ? refusal
        : refusal
            .header("x-amz-delete-marker", "true")
            .header("x-amz-version-id", marker.versionId());
  }

  static S3Refusal archived(StoredObject object) {
    String message = "The operation is not valid for the object's storage class";
    return new S3Refusal(403, "InvalidObjectState", message)
        .element("StorageClass", object.storageClass());
  }
}
