package io.sluice.vfs.s3.direct;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.CredentialUtils;
import software.amazon.awssdk.regions.Region;

/// Signs requests (Amazon S3 API reference, "Authenticating Requests: Using the Authorization
/// Header"), with `UNSIGNED-PAYLOAD`: the body has its CRC-32C in a signed header, and a SHA-256
/// would cost more than sending it.
///
/// Not by the SDK's signer, which does the same: it derives the key of the day anew each time, and
/// took a tenth of the processor time of a small file. The tests compare the two.
public final class RequestSigner {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// Servers allow 15 minutes, some fewer; no answer is so long on its way.
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  private static final String DATE = "x-amz-date";

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

  /// @param credentials asked for each request; they may change
  /// @param clock whose time stands in each signature
  public RequestSigner(AwsCredentialsProvider credentials, Region region, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /// Completes a head by the headers of its signature; without credentials it stays as it is.
  void sign(RequestHead head) {
    AwsCredentials identity = credentials.resolveCredentials();
    if (CredentialUtils.isAnonymous(identity)) {
      return;
    }
    String time = TIME.format(clock.instant().plus(ahead));
    head.header("x-amz-content-sha256", UNSIGNED).header(DATE, time);
    if (identity instanceof AwsSessionCredentials session) {
      head.header("x-amz-security-token", session.sessionToken().strip());
    }
    head.header("Authorization", authorization(identity, head, time));
  }

  private String authorization(AwsCredentials identity, RequestHead head, String time) {
    SigningKey key = key(identity.secretAccessKey().strip(), time.substring(0, DAY));
    String names = String.join(";", head.headers().keySet());
    String signature = key.sign(time, canonical(head, names));
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

  private static String canonical(RequestHead head, String names) {
    StringBuilder text = new StringBuilder(1024);
    text.append(head.method()).append('\n').append(head.path()).append('\n');
    text.append(head.query()).append('\n');
    head.headers()
        .forEach(
            (name, value) -> text.append(name).append(':').append(oneBlank(value)).append('\n'));
    return text.append('\n').append(names).append('\n').append(UNSIGNED).toString();
  }

  /// Servers take several blanks for one.
  private static String oneBlank(String value) {
    String stripped = value.strip();
    return stripped.contains("  ") ? stripped.replaceAll(" +", " ") : stripped;
  }

  /// Takes over the clock of a server that says ours is wrong.
  ///
  /// @param date of its answer, null without one: no correction, the next try fails as this one did
  void correctClock(@Nullable String date) {
    Instant there = time(date);
    if (there != null) {
      ahead = Duration.between(clock.instant(), there);
    }
  }

  /// Whether the clock of a server is far from the time for which a request was signed, whatever
  /// other requests have learned since.
  ///
  /// @param date of its answer, null without one
  static boolean isSkewed(RequestHead signed, @Nullable String date) {
    String time = signed.headers().get(DATE);
    Instant there = time(date);
    return time != null
        && there != null
        && Duration.between(TIME.parse(time, Instant::from), there).abs().compareTo(MOST_SKEW) > 0;
  }

  /// Null for what is none (RFC 9110 section 6.6.1).
  private static @Nullable Instant time(@Nullable String date) {
    try {
      return date == null
          ? null
          : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
