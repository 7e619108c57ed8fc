package io.sluice.vfs.s3.store;

import io.sluice.config.S3Settings;
import io.sluice.vfs.Printable;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.error.ConnectionErrors;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.store.ProbeOutcome.Refused;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What the check of a bucket says: one sentence of what happened, one of the cure. Names flags and
/// variables, never a key or a secret.
///
/// @param url of the S3 server; empty for AWS
/// @param region that requests are signed for
record ProbeWords(S3Settings settings, String url, String region, BucketName bucket) {
  static ProbeWords of(S3Connection connection, BucketName bucket) {
    return new ProbeWords(
        connection.settings(), connection.endpoint(), connection.region(), bucket);
  }

  Refused unknownProfile(String profile) {
    return new Refused(
        "There is no profile '" + Printable.escape(profile) + "' in the AWS configuration.",
        "Name another with --profile, or add it to ~/.aws/config or ~/.aws/credentials.");
  }

  /// @param thrown by the SDK; its text may hold a path, but no secret
  Refused noCredentials(RuntimeException thrown) {
    String profile = settings.profile();
    if (profile == null) {
      return new Refused(
          "No credentials were found for bucket " + bucket + ".",
          "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a --profile, or use"
              + " --no-sign-request for a public bucket.");
    }
    return new Refused(
        "Profile '"
            + Printable.escape(profile)
            + "' gives no credentials ("
            + Printable.escape(String.valueOf(thrown.getMessage()))
            + ").",
        "Complete it in ~/.aws/credentials, or name another with --profile.");
  }

  Refused refusal(AwsServiceException refusal) {
    if (S3Errors.isElsewhere(refusal)) {
      return elsewhere(S3Errors.bucketRegion(refusal));
    }
    return switch (S3Errors.code(refusal)) {
      // What a gateway before S3 says without S3's error document.
      case "" -> S3Errors.isOfServer(refusal.statusCode()) ? unwell(refusal) : notS3();
      case "NoSuchBucket" ->
          new Refused(
              "Bucket " + bucket + " does not exist at " + endpoint() + ".",
              "Check its name, or set --endpoint-url if another store has it.");
      case "InvalidAccessKeyId" ->
          new Refused(
              "The access key is unknown at " + endpoint() + ".",
              "Check AWS_ACCESS_KEY_ID or --profile, and --endpoint-url.");
      case "SignatureDoesNotMatch" ->
          new Refused(
              "The secret key does not belong to the access key (" + endpoint() + ").",
              "Check AWS_SECRET_ACCESS_KEY or --profile.");
      case "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken",
          "InvalidTokenId",
          "TokenRefreshRequired" ->
          new Refused(
              "The session token of the credentials is not valid or has expired.",
              "Fetch new ones, or name another --profile.");
      case "RequestTimeTooSkewed" ->
          new Refused(
              "The clock of this machine is more than 15 minutes wrong for " + endpoint() + ".",
              "Set the clock.");
      default -> byStatus(refusal);
    };
  }

  private Refused byStatus(AwsServiceException refusal) {
    return switch (refusal.statusCode()) {
      case 401, 403 -> denied(refusal);
      case 408, 429 -> unwell(refusal);
      default -> S3Errors.isOfServer(refusal.statusCode()) ? unwell(refusal) : unlisted(refusal);
    };
  }

  private Refused unlisted(AwsServiceException refusal) {
    return new Refused(
        "Bucket " + bucket + " cannot be listed: " + S3Errors.words(refusal) + ".",
        "Check the bucket's name, --endpoint-url, --region and --force-path-style.");
  }

  private Refused denied(AwsServiceException refusal) {
    String sentence =
        "Listing bucket " + bucket + " is not allowed: " + S3Errors.words(refusal) + ".";
    return settings.noSignRequest()
        ? new Refused(
            sentence, "It is not public: leave out --no-sign-request and give credentials.")
        : new Refused(
            sentence,
            "Allow s3:ListBucket and s3:GetObject for these credentials, or name others with"
                + " --profile.");
  }

  private Refused elsewhere(@Nullable String right) {
    if (right == null || right.equals(region)) {
      return new Refused(
          "Bucket " + bucket + " is not served by " + endpoint() + " for region " + region + ".",
          "Set --region or --endpoint-url to where it is.");
    }
    return new Refused(
        "Bucket " + bucket + " is in region " + right + ", not in " + region + ".",
        "Set --region " + right + ".");
  }

  private Refused unwell(AwsServiceException refusal) {
    return new Refused(
        "S3 at " + endpoint() + " cannot answer now: " + S3Errors.words(refusal) + ".",
        "Try again later.");
  }

  Refused notS3() {
    return new Refused(
        "What answers at " + endpoint() + " is not S3.",
        "Check --endpoint-url: its host, its port, and http or https.");
  }

  /// @param thrown below HTTP, or by what was no answer of S3
  Refused noAnswer(Exception thrown) {
    if (ConnectionErrors.isUntrusted(thrown)) {
      return new Refused(
          "The certificate of " + endpoint() + " is not trusted or not for its name.",
          "Use the name that it is for, or give Java its authority (javax.net.ssl.trustStore).");
    }
    return switch (S3Errors.of(S3Operation.LIST_OBJECTS_V2, thrown)) {
      case S3Failure.Retryable(_, String words) ->
          new Refused(
              "S3 at " + endpoint() + " cannot be reached: " + words + ".",
              "Check --endpoint-url (host, port, http or https) and that the server runs.");
      case S3Failure.StaleCredentials _, S3Failure.Final _, S3Failure.Negative _ -> notS3();
    };
  }

  Refused interrupted() {
    return new Refused("The check of bucket " + bucket + " was interrupted.", "Start again.");
  }

  /// The endpoint without user, password and path.
  private String endpoint() {
    if (url.isEmpty()) {
      return "AWS";
    }
    URI server = URI.create(url);
    String port = server.getPort() < 0 ? "" : ":" + server.getPort();
    return Printable.escape(server.getScheme() + "://" + server.getHost() + port);
  }
}
