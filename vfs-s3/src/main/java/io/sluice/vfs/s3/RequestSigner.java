package io.sluice.vfs.s3;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.CredentialUtils;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Signs requests (Amazon S3 API reference, "Authenticating Requests: Using the Authorization
/// Header"), with `UNSIGNED-PAYLOAD`: the body has its CRC-32C in a signed header, and a SHA-256
/// would cost more than sending it.
///
/// Not by the SDK's signer, which does the same: it derives the key of the day anew each time, and
/// took a tenth of the processor time of a small file. The tests compare the two.
final class RequestSigner {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final int DAY = "yyyyMMdd".length();
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final AwsCredentialsProvider credentials;
  private final Region region;
  private final Clock clock;

  /// The key that was used last. Written by whoever needed another one, read by all; any of two
  /// values is as good.
  private volatile @Nullable SigningKey last;

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
    SdkHttpRequest.Builder signed = request.toBuilder().putHeader("Host", hostHeader(request));
    if (CredentialUtils.isAnonymous(identity)) {
      return signed.build();
    }
    String time = TIME.format(clock.instant().plus(ahead));
    SortedMap<String, String> headers = new TreeMap<>();
    request.forEachHeader(
        (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    headers.put("host", hostHeader(request));
    put("x-amz-content-sha256", UNSIGNED, headers, signed);
    put("x-amz-date", time, headers, signed);
    if (identity instanceof AwsSessionCredentials session) {
      put("x-amz-security-token", session.sessionToken().strip(), headers, signed);
    }
    String authorization = authorization(identity, request, headers, time);
    return signed.putHeader("Authorization", authorization).build();
  }

  private static void put(
      String name, String value, Map<String, String> headers, SdkHttpRequest.Builder signed) {
    headers.put(name, value);
    signed.putHeader(name, value);
  }

  private String authorization(
      AwsCredentials identity,
      SdkHttpRequest request,
      SortedMap<String, String> headers,
      String time) {
    SigningKey key = key(identity.secretAccessKey().strip(), time.substring(0, DAY));
    String names = String.join(";", headers.keySet());
    String signature = key.sign(time, canonical(request, headers, names));
    return SigningKey.ALGORITHM
        + (" Credential=" + identity.accessKeyId().strip() + "/" + key.scope())
        + (", SignedHeaders=" + names + ", Signature=" + signature);
  }

  private SigningKey key(String secret, String day) {
    SigningKey known = last;
    if (known == null || !known.isFor(secret, day)) {
      known = SigningKey.of(secret, day, region.id());
      last = known;
    }
    return known;
  }

  private static String canonical(
      SdkHttpRequest request, SortedMap<String, String> headers, String names) {
    StringBuilder text = new StringBuilder(1024);
    text.append(request.method()).append('\n').append(request.encodedPath()).append('\n');
    text.append(query(request)).append('\n');
    headers.forEach(
        (name, value) -> text.append(name).append(':').append(oneBlank(value)).append('\n'));
    return text.append('\n').append(names).append('\n').append(UNSIGNED).toString();
  }

  /// The parameters, encoded, in the order of their names, each of which there is once.
  static String query(SdkHttpRequest request) {
    SortedMap<String, String> parameters = new TreeMap<>();
    request.forEachRawQueryParameter((name, values) ->
        parameters.put(QueryEncoding.of(name), QueryEncoding.of(String.join(",", values))));
    StringJoiner query = new StringJoiner("&");
    parameters.forEach((name, value) -> query.add(name + "=" + value));
    return query.toString();
  }

  /// Servers take several blanks for one.
  private static String oneBlank(String value) {
    String stripped = value.strip();
    return stripped.contains("  ") ? stripped.replaceAll(" +", " ") : stripped;
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
