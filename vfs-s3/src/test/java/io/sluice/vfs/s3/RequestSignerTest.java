package io.sluice.vfs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

final class RequestSignerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final RequestSigner signer =
      signer(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAONE", "secret")));

  @Test
  void theHeadIsSignedAndTheBodyIsNot() {
    SdkHttpRequest signed = signer.sign(request());
    assertThat(header(signed, "x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
    assertThat(header(signed, "x-amz-date")).isEqualTo("20260102T030405Z");
    assertThat(header(signed, "Host")).isEqualTo("minio.example.com:9000");
    assertThat(header(signed, "Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIAONE/20260102/eu-west-1/s3/aws4_request")
        .contains("x-amz-checksum-crc32c");
  }

  @Test
  void aWrongClockIsCorrectedByTheServersDate() {
    signer.correctClock("Fri, 02 Jan 2026 05:04:05 GMT");
    assertThat(header(signer.sign(request()), "x-amz-date")).isEqualTo("20260102T050405Z");
    signer.correctClock("yesterday");
    signer.correctClock(null);
    assertThat(header(signer.sign(request()), "x-amz-date")).isEqualTo("20260102T050405Z");
  }

  @Test
  void withoutCredentialsNothingIsSigned() {
    SdkHttpRequest unsigned = signer(AnonymousCredentialsProvider.create()).sign(request());
    assertThat(unsigned.headers()).doesNotContainKey("Authorization");
    assertThat(header(unsigned, "Host")).isEqualTo("minio.example.com:9000");
  }

  private static RequestSigner signer(AwsCredentialsProvider credentials) {
    return new RequestSigner(credentials, Region.EU_WEST_1, CLOCK);
  }

  private static SdkHttpRequest request() {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.PUT)
        .protocol("https")
        .host("minio.example.com")
        .port(9000)
        .encodedPath("/pictures/a%20b")
        .putHeader("x-amz-checksum-crc32c", "AAAAAA==")
        .build();
  }

  private static String header(SdkHttpRequest request, String name) {
    return request.firstMatchingHeader(name).orElseThrow();
  }
}
