package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.PercentCoding;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.Buckets;
import io.sluice.it.fake.store.StoredObject;

/// The object that a copy reads: `x-amz-copy-source` and its conditions.
final class CopySource {
  private static final String HEADER = "x-amz-copy-source";
  private static final String VERSION = "?versionId=";

  private CopySource() {}

  /// Finds the source.
  ///
  /// @throws S3Refusal if it is absent, archived, or not as the conditions say
  static StoredObject find(Buckets buckets, S3Request request) {
    S3Address address = address(request);
    Bucket bucket = buckets.find(address.bucket());
    if (bucket == null) {
      throw S3Service.noSuchBucket(address.bucket());
    }
    StoredObject source = ReadCalls.find(bucket, address.key(), version(request));
    Conditions.checkSource(request.headers(), source, HEADER + "-");
    if (!source.archive().isReadable()) {
      throw ReadCalls.archived(source);
    }
    return source;
  }

  /// Whether the request copies the current version of an object over itself.
  static boolean isItself(S3Request request) {
    return version(request).isEmpty() && address(request).equals(request.address());
  }

  private static S3Address address(S3Request request) {
    String raw = request.headers().get(HEADER, "");
    int mark = raw.indexOf(VERSION);
    String path = mark < 0 ? raw : raw.substring(0, mark);
    return S3Address.ofPath(path.startsWith("/") ? path.substring(1) : path);
  }

  private static String version(S3Request request) {
    String raw = request.headers().get(HEADER, "");
    int mark = raw.indexOf(VERSION);
    return mark < 0 ? "" : PercentCoding.decode(raw.substring(mark + VERSION.length()));
  }
}
