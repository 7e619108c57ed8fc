package io.sluice.it.s3;

import io.sluice.config.S3Settings;
import io.sluice.it.fake.FakeS3;
import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.StoreCredentials;
import java.net.URI;
import java.time.Duration;

/// Where a server of S3 listens, and the key pair that it knows.
record S3Endpoint(URI uri, String accessKey, String secretKey) {
  static S3Endpoint of(FakeS3 s3) {
    return new S3Endpoint(
        s3.endpoint(), s3.credentials().accessKey(), s3.credentials().secretKey());
  }

  static S3Endpoint of(EmbeddedStore store, StoreCredentials credentials) {
    return new S3Endpoint(store.endpoint(), credentials.accessKey(), credentials.secretKey());
  }

  /// Lets the SDK's chain find the key pair, until [CredentialProperties#clear].
  void giveCredentials() {
    CredentialProperties.set(accessKey, secretKey);
  }

  /// Settings for it that leave the key pair to the SDK's chain.
  S3Settings settings() {
    return settings(uri);
  }

  static S3Settings settings(URI endpoint) {
    return new S3Settings(endpoint, "us-east-1", null, false, true, Duration.ofSeconds(20));
  }
}
