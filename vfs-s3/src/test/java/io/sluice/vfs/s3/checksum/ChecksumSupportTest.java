package io.sluice.vfs.s3.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.s3.BucketName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class ChecksumSupportTest {
  private static final BucketName BUCKET = new BucketName("pictures");

  private final List<Boolean> sent = new ArrayList<>();
  private final ChecksumSupport checksums = new ChecksumSupport(BUCKET, false);

  @ParameterizedTest
  @CsvSource({
    "400, InvalidArgument, Unsupported header 'x-amz-checksum-crc32c' received for this API call.",
    "400, InvalidRequest, Checksum headers are not supported",
    "400, UnsupportedChecksum, no",
    "501, NotImplemented, A header you provided implies functionality that is not implemented",
  })
  void whatIsRefusedForThemIsSentWithoutFromThenOn(int status, String code, String words)
      throws IOException {
    assertThat(send(checksums, ChecksumSupport.Use.GIVEN, status, code, words)).isEqualTo("stored");
    assertThat(send(checksums, ChecksumSupport.Use.GIVEN, status, code, words)).isEqualTo("stored");
    assertThat(sent).containsExactly(true, false, false);
    assertThat(send(checksums, ChecksumSupport.Use.ASKED, status, code, words)).isEqualTo("stored");
    assertThat(sent).endsWith(true, false);
  }

  @Test
  void aRefusalWithoutWordsIsNotRemembered() throws IOException {
    assertThat(send(checksums, ChecksumSupport.Use.ASKED, 400, null, null)).isEqualTo("stored");
    assertThat(send(checksums, ChecksumSupport.Use.ASKED, 400, null, null)).isEqualTo("stored");
    assertThat(sent).containsExactly(true, false, true, false);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadDigest, The Content-MD5 or checksum value you specified did not match",
    "400, XAmzContentChecksumMismatch, no",
    "400, InvalidRequest, The CRC32C checksum does not match",
    "400, InvalidArgument, no",
    "400, ExpiredToken, no",
    "403, AccessDenied, checksum",
    "500, InternalError, checksum",
  })
  void whatIsRefusedForSomethingElseIsNot(int status, String code, String words) {
    assertThatThrownBy(() -> send(checksums, ChecksumSupport.Use.GIVEN, status, code, words))
        .isInstanceOf(S3Exception.class);
    assertThat(sent).containsExactly(true);
  }

  @Test
  void awsTakesThemAlways() {
    ChecksumSupport aws = new ChecksumSupport(BUCKET, true);
    assertThatThrownBy(
            () -> send(aws, ChecksumSupport.Use.GIVEN, 400, "InvalidRequest", "a checksum"))
        .isInstanceOf(S3Exception.class);
    assertThat(sent).containsExactly(true);
  }

  private String send(
      ChecksumSupport support,
      ChecksumSupport.Use use,
      int status,
      @Nullable String code,
      @Nullable String words)
      throws IOException {
    return support.send(
        use,
        checksummed -> {
          sent.add(checksummed);
          if (checksummed) {
            throw refusal(status, code, words);
          }
          return "stored";
        });
  }

  private static RuntimeException refusal(
      int status, @Nullable String code, @Nullable String words) {
    AwsErrorDetails details = AwsErrorDetails.builder().errorCode(code).errorMessage(words).build();
    return S3Exception.builder().awsErrorDetails(details).statusCode(status).build();
  }
}
