package io.sluice.vfs.s3.store;

import io.sluice.config.S3Settings;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/// Which region requests are signed for.
final class Regions {
  private Regions() {}

  /// The region of the settings, else what the SDK finds (`AWS_REGION`, the profile, the machine in
  /// the cloud), else us-east-1: other stores than AWS take it, and AWS answers which one is right.
  static Region of(S3Settings settings) {
    if (settings.region() != null) {
      return Region.of(settings.region());
    }
    try {
      Region found = chain(settings).getRegion();
      return found == null ? Region.US_EAST_1 : found;
    } catch (SdkClientException e) {
      // None of them knows.
      return Region.US_EAST_1;
    }
  }

  private static AwsRegionProvider chain(S3Settings settings) {
    Supplier<ProfileFile> files = ProfileFile::defaultProfileFile;
    if (settings.endpointUrl() == null) {
      return DefaultAwsRegionProviderChain.builder()
          .profileFile(files)
          .profileName(settings.profile())
          .build();
    }
    // With an endpoint of one's own the machine is not asked: that waits where it is not in AWS.
    return new AwsRegionProviderChain(
        new SystemSettingsRegionProvider(),
        new AwsProfileRegionProvider(files, settings.profile()));
  }
}
