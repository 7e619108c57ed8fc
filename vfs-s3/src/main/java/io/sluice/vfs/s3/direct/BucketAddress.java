package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.http.HttpOrigin;
import java.net.URI;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Utilities;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Where the objects of a bucket are, as the SDK would say for each request: in the host's name or
/// in the path.
///
/// @param host as URLs have it, IPv6 addresses in brackets
/// @param base what comes before the key in the path, with a slash at its end
public record BucketAddress(HttpOrigin origin, String host, String base) {
  private static final Pattern AWS = Pattern.compile(".*\\.amazonaws\\.[a-z]{2,3}(\\.[a-z]{2})?");

  /// Any key that needs no coding.
  private static final String KEY = "key";

  /// Where the SDK would find the bucket: by its host, or by the first part of the path.
  public static BucketAddress of(S3Utilities utilities, BucketName bucket) {
    URI url = URI.create(utilities.getUrl(b -> b.bucket(bucket.text()).key(KEY)).toExternalForm());
    String path = url.getRawPath();
    String base = path.substring(0, path.length() - KEY.length());
    return new BucketAddress(HttpOrigin.of(url), url.getHost(), base);
  }

  /// Whether it is at Cloudflare's R2, which wants parts of one size.
  public boolean isR2() {
    return host.endsWith(".r2.cloudflarestorage.com");
  }

  /// Whether it is at AWS itself, whose regions have names below few domains: what AWS documents
  /// holds.
  public boolean isAws() {
    return AWS.matcher(host).matches();
  }

  /// What the header `Host` says (RFC 9110 section 7.2): the port only where it is not the usual
  /// one.
  String hostHeader() {
    return origin.isOnUsualPort() ? host : host + ":" + origin.port();
  }

  /// The path of the bucket itself.
  String bucketPath() {
    return base.length() == 1 ? base : base.substring(0, base.length() - 1);
  }

  /// The path of an object, coded for a request line.
  String path(ObjectKey key) {
    return base + SdkHttpUtils.urlEncodeIgnoreSlashes(key.text());
  }
}
