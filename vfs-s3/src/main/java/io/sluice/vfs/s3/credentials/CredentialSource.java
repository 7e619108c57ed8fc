package io.sluice.vfs.s3.credentials;

import io.sluice.config.S3Settings;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/// Where the credentials come from.
public final class CredentialSource {
  private CredentialSource() {}

  /// None with `--no-sign-request`; the profile that was named, before all else; else the chain of
  /// the SDK (system properties, environment, web identity, profile, container, machine).
  public static RenewableCredentials of(S3Settings settings) {
    return new RenewableCredentials(() -> provider(settings), System::nanoTime);
  }

  private static AwsCredentialsProvider provider(S3Settings settings) {
    if (settings.noSignRequest()) {
      return AnonymousCredentialsProvider.create();
    }
    return settings.profile() == null
        ? DefaultCredentialsProvider.builder().build()
        : ProfileCredentialsProvider.create(settings.profile());
  }
}
