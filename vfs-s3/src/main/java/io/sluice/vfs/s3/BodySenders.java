package io.sluice.vfs.s3;

import io.sluice.vfs.s3.http.HttpOrigin;
import io.sluice.vfs.s3.http.HttpSender;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Utilities;

/// Which sender the bodies of a bucket go through: ours, except where only the SDK knows the way.
final class BodySenders implements AutoCloseable {
  private final Supplier<S3Client> sdk;
  private final S3Utilities utilities;
  private final UploadSigner signer;
  private final HttpSender.Limits limits;

  /// By server; guarded by this.
  private final Map<HttpOrigin, HttpSender> direct = new HashMap<>();

  /// The client of the SDK, once it was needed; guarded by this.
  private @Nullable S3Client client;

  /// @param sdk makes the client that is used where ours cannot
  BodySenders(
      Supplier<S3Client> sdk,
      S3Utilities utilities,
      UploadSigner signer,
      HttpSender.Limits limits) {
    this.sdk = sdk;
    this.utilities = utilities;
    this.signer = signer;
    this.limits = limits;
  }

  /// The sender of a bucket: the SDK's behind a proxy, and for directory buckets, which give out
  /// credentials of their own.
  synchronized BodySender of(BucketName bucket) {
    BucketAddress address = BucketAddress.of(utilities, bucket);
    if (S3ObjectStore.isDirectoryBucket(bucket) || isProxied(address.origin())) {
      client = client == null ? sdk.get() : client;
      return new SdkBodySender(client, bucket);
    }
    HttpSender sender =
        direct.computeIfAbsent(address.origin(), origin -> new HttpSender(origin, limits));
    return new DirectBodySender(sender, address, signer);
  }

  /// Whether the SDK would go there by a proxy of the system properties or the environment.
  private static boolean isProxied(HttpOrigin origin) {
    ProxyConfiguration proxy =
        ProxyConfiguration.builder().scheme(origin.secure() ? "https" : "http").build();
    return proxy.host() != null && proxy.nonProxyHosts().stream().noneMatch(origin.host()::matches);
  }

  @Override
  public synchronized void close() {
    direct.values().forEach(HttpSender::close);
    if (client != null) {
      client.close();
    }
  }
}
