package io.sluice.vfs.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

final class RequestSignerTest {
  private static final String HOST = "minio.example.com:9000";

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final RequestSigner signer =
      signer(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAONE", "secret")));

  @Test
  void theHeadIsSignedAndTheBodyIsNot() {
    Map<String, String> signed = signed(signer, request());
    assertThat(signed)
        .containsEntry("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
        .containsEntry("x-amz-date", "20260102T030405Z")
        .containsEntry("host", HOST);
    assertThat(signed.get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIAONE/20260102/eu-west-1/s3/aws4_request")
        .contains("x-amz-checksum-crc32c");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everythingIsSignedAsTheSdkSignsIt(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      AwsCredentials who =
          random.nextBoolean()
              ? AwsBasicCredentials.create(" " + text(random), text(random) + " ")
              : AwsSessionCredentials.create(text(random), text(random), text(random));
      Clock clock = Clock.offset(CLOCK, Duration.ofHours(random.nextInt(100)));
      RequestHead request = request(random);
      SdkHttpRequest same = forSdk(request);
      RequestSigner ours =
          new RequestSigner(StaticCredentialsProvider.create(who), Region.EU_WEST_1, clock);

      assertThat(signed(ours, request)).isEqualTo(bySdk(same, who, clock));
    }
  }

  @Test
  void theKeyOfADayIsNotUsedTheNextDay() {
    AwsCredentials who = AwsBasicCredentials.create("AKIAONE", "secret");
    for (int day = 2; day < 5; day++) {
      signer.correctClock(
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              CLOCK.instant().atOffset(ZoneOffset.UTC).withDayOfMonth(day)));
      Clock then = Clock.offset(CLOCK, Duration.ofDays(day - 2));
      assertThat(signed(signer, request())).isEqualTo(bySdk(forSdk(request()), who, then));
    }
  }

  @Test
  void theSecretIsNotTold() {
    assertThat(SigningKey.of("hidden", "20260102", "eu-west-1").toString())
        .doesNotContain("hidden");
  }

  private static RequestHead request(Random random) {
    String method = List.of("PUT", "GET", "HEAD").get(random.nextInt(3));
    String path = "/pictures/" + SdkHttpUtils.urlEncodeIgnoreSlashes(text(random));
    RequestHead asked = new RequestHead(method, HOST, path);
    for (int i = random.nextInt(4); i > 0; i--) {
      asked.parameter(
          List.of("partNumber", "uploadId", "prefix", "list-type").get(random.nextInt(4)),
          random.nextBoolean() ? text(random) : "");
    }
    if (random.nextBoolean()) {
      asked.header("Content-Length", Integer.toString(random.nextInt(1 << 20)));
      asked.header("If-Match", "\"" + text(random) + "  x \"");
    }
    return asked;
  }

  private static SdkHttpRequest forSdk(RequestHead head) {
    SdkHttpRequest.Builder same =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(head.method()))
            .uri(URI.create("https://" + HOST + head.path()));
    for (String parameter : Splitter.on('&').omitEmptyStrings().split(head.query())) {
      int equals = parameter.indexOf('=');
      same.putRawQueryParameter(
          decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
    }
    head.headers().forEach(same::putHeader);
    return same.build();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// Letters and what needs coding.
  private static String text(Random random) {
    String signs = "abcXYZ019-_.~/+ %&=?#*'()!:;@,$äß日";
    StringBuilder text = new StringBuilder("t");
    for (int i = random.nextInt(1, 20); i > 0; i--) {
      text.append(signs.charAt(random.nextInt(signs.length())));
    }
    return text.append('t').toString();
  }

  private static Map<String, String> bySdk(
      SdkHttpRequest request, AwsCredentials who, Clock clock) {
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(who)
                    .request(request)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, Region.EU_WEST_1.id())
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    Map<String, String> headers = new TreeMap<>();
    signed.forEachHeader(
        (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return headers;
  }

  private static Map<String, String> signed(RequestSigner signer, RequestHead request) {
    signer.sign(request);
    return request.headers();
  }

  @Test
  void aWrongClockIsCorrectedByTheServersDate() {
    signer.correctClock("Fri, 02 Jan 2026 05:04:05 GMT");
    assertThat(signed(signer, request())).containsEntry("x-amz-date", "20260102T050405Z");
    signer.correctClock("yesterday");
    signer.correctClock(null);
    assertThat(signed(signer, request())).containsEntry("x-amz-date", "20260102T050405Z");
  }

  @Test
  void withoutCredentialsNothingIsSigned() {
    RequestSigner nobody = signer(AnonymousCredentialsProvider.create());
    assertThat(signed(nobody, request())).isEqualTo(request().headers());
  }

  private static RequestSigner signer(AwsCredentialsProvider credentials) {
    return new RequestSigner(credentials, Region.EU_WEST_1, CLOCK);
  }

  private static RequestHead request() {
    return new RequestHead("PUT", HOST, "/pictures/a%20b")
        .header("x-amz-checksum-crc32c", "AAAAAA==");
  }
}
