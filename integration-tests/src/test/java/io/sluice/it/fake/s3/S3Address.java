package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.HttpRequest;
import io.sluice.it.fake.http.PercentCoding;

/// The bucket and key that a request is about; either may be empty.
public record S3Address(String bucket, String key) {
  private static final String LOCAL = ".localhost";

  /// Reads virtual-host style (`bucket.localhost`, `bucket.s3.localhost`) or path style.
  public static S3Address of(HttpRequest request) {
    String host = request.headers().get("host", "");
    int colon = host.lastIndexOf(':');
    String name = colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    String path = request.path().startsWith("/") ? request.path().substring(1) : request.path();
    if (name.endsWith(LOCAL)) {
      String bucket = name.substring(0, name.length() - LOCAL.length());
      bucket = bucket.endsWith(".s3") ? bucket.substring(0, bucket.length() - 3) : bucket;
      if (!bucket.equals("s3")) {
        return new S3Address(bucket, PercentCoding.decode(path));
      }
    }
    return ofPath(path);
  }

  /// Reads `bucket/key`, percent-encoded.
  static S3Address ofPath(String path) {
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Address(PercentCoding.decode(path), "")
        : new S3Address(
            PercentCoding.decode(path.substring(0, slash)),
            PercentCoding.decode(path.substring(slash + 1)));
  }
}
