package io.sluice.vfs.s3.store;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.S3Uri;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.sdk.SmallCalls;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/// The check at the start: can this bucket be listed with these settings, and if not, which one
/// thing must change. Lists one key rather than asking HeadBucket, whose refusals have no body and
/// so no reason. Sends the request at most twice.
public final class BucketProbe {
  /// Also covers the first loading of the SDK on a slow machine; a host that is not there is
  /// noticed by the connection's own timeout, long before.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final S3Connection connection;

  /// A check through that connection.
  public BucketProbe(S3Connection connection) {
    this.connection = connection;
  }

  /// Checks a bucket with a connection that is closed afterwards.
  public static ProbeOutcome check(S3Settings settings, S3Uri uri) {
    try (S3Connection connection = S3Connection.open(settings)) {
      return new BucketProbe(connection).check(uri);
    }
  }

  /// Checks a bucket. Takes a few seconds at most where something answers or refuses.
  public ProbeOutcome check(S3Uri uri) {
    ProbeWords words = ProbeWords.of(connection, uri.bucket());
    try {
      String profile = unknownProfile(connection.settings().profile());
      if (profile != null) {
        return words.unknownProfile(profile);
      }
      connection.credentials().resolveCredentials();
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      // The SDK has no type of its own for what can be wrong with its files.
      return words.noCredentials(e);
    }
    return list(uri, words, true);
  }

  /// The name of a profile that was asked for and is in none of the files, else null.
  private static @Nullable String unknownProfile(@Nullable String profile) {
    return profile == null || ProfileFile.defaultProfileFile().profile(profile).isPresent()
        ? null
        : profile;
  }

  private ProbeOutcome list(S3Uri uri, ProbeWords words, boolean again) {
    try {
      ListObjectsV2Response answer =
          SmallCalls.await(connection.smallCalls().listObjectsV2(request(uri)));
      // Any XML, a web page for instance, reads as a listing of nothing.
      return answer.name() == null ? words.notS3() : new ProbeOutcome.Usable(connection.region());
    } catch (AwsServiceException e) {
      boolean passing = S3Errors.of(S3Operation.LIST_OBJECTS_V2, e) instanceof S3Failure.Retryable;
      return passing && again ? list(uri, words, false) : words.refusal(e);
    } catch (SdkException | IOException e) {
      return words.noAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return words.interrupted();
    }
  }

  private static ListObjectsV2Request request(S3Uri uri) {
    return ListObjectsV2Request.builder()
        .bucket(uri.bucket().text())
        .prefix(uri.prefix())
        .maxKeys(1)
        .encodingType(EncodingType.URL) // a key may hold what is no XML
        .overrideConfiguration(o -> o.apiCallAttemptTimeout(PATIENCE))
        .build();
  }
}
