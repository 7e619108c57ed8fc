package io.sluice.vfs.s3;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.CredentialUtils;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Signs requests with the SDK's own signer (Amazon S3 API reference, "Authenticating Requests:
/// Using the Authorization Header"), with `UNSIGNED-PAYLOAD`: the body has its CRC-32C in a signed
/// header, and a SHA-256 would cost more than sending it.
final class RequestSigner {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;
  private final Region region;
  private final Clock clock;

  /// What the server's clock is ahead of ours. Written by whoever was told, read by all; any of two
  /// values is as good.
  private volatile Duration ahead = Duration.ZERO;

  RequestSigner(AwsCredentialsProvider credentials, Region region, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /// The same with the headers of the signature and `Host`; without credentials only with `Host`.
  SdkHttpRequest sign(SdkHttpRequest request) {
    AwsCredentials identity = credentials.resolveCredentials();
    if (CredentialUtils.isAnonymous(identity)) {
      return request.toBuilder().putHeader("Host", hostHeader(request)).build();
    }
    return signer
        .sign(r ->
            r.identity(identity)
                .request(request)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(clock, ahead)))
        .request();
  }

  private static String hostHeader(SdkHttpRequest request) {
    return SdkHttpUtils.isUsingStandardPort(request.protocol(), request.port())
        ? request.host()
        : request.host() + ":" + request.port();
  }

  /// Takes over the clock of a server that says ours is wrong.
  ///
  /// @param date of its answer (RFC 9110 section 6.6.1), null without one
  void correctClock(@Nullable String date) {
    if (date == null) {
      return;
    }
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      ahead = Duration.between(clock.instant(), there);
    } catch (DateTimeException _) {
      // No date, no correction: the next try fails as this one did.
    }
  }
}
