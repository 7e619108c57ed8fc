package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.http.HttpOrigin;
import io.sluice.vfs.s3.http.HttpSender;
import io.sluice.vfs.s3.transport.SystemProxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Utilities;

/// The buckets that are asked by our own sender: all to which not only the SDK knows the way.
public final class DirectBuckets implements AutoCloseable {
  private final S3Utilities utilities;
  private final RequestSigner signer;
  private final HttpSender.Limits limits;

  /// By server; guarded by this.
  private final Map<HttpOrigin, HttpSender> senders = new HashMap<>();

  /// @param utilities what the SDK knows of endpoints
  /// @param limits of the connections to each server
  public DirectBuckets(S3Utilities utilities, RequestSigner signer, HttpSender.Limits limits) {
    this.utilities = utilities;
    this.signer = signer;
    this.limits = limits;
  }

  /// Null for a bucket behind a proxy, and for those to which only the SDK knows the way.
  public synchronized @Nullable DirectBucket of(BucketName bucket) {
    BucketAddress address = BucketAddress.of(utilities, bucket);
    if (bucket.isForSdk() || isProxied(address.origin())) {
      return null;
    }
    HttpSender sender =
        senders.computeIfAbsent(address.origin(), origin -> new HttpSender(origin, limits));
    return new DirectBucket(sender, address, signer);
  }

  /// Whether the SDK would go there by a proxy of the system properties or the environment.
  private static boolean isProxied(HttpOrigin origin) {
    SystemProxy proxy = SystemProxy.of(origin.secure() ? "https" : "http");
    return proxy != null && proxy.isFor(origin.host());
  }

  @Override
  public synchronized void close() {
    senders.values().forEach(HttpSender::close);
  }
}
