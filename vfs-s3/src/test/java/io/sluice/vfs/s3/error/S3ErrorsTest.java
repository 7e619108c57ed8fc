package io.sluice.vfs.s3.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.error.S3Failure.Cause;
import io.sluice.vfs.s3.error.S3Failure.Negative;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class S3ErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, THROTTLED",
    "503, ServiceUnavailable, THROTTLED",
    "429, TooManyRequests, THROTTLED",
    "400, ThrottlingException, THROTTLED",
    "500, InternalError, BROKEN",
    "502, , BROKEN",
    "504, , BROKEN",
    "505, , BROKEN",
    "509, , BROKEN",
    "511, , BROKEN",
    "520, , BROKEN",
    "527, , BROKEN",
    "529, , BROKEN",
    "530, , BROKEN",
    "598, , BROKEN",
    "520, WebServerIsDown, BROKEN",
    "302, , BROKEN",
    "303, , BROKEN",
    "307, , BROKEN",
    "408, , BROKEN",
    "400, RequestTimeout, STILL",
    "403, RequestTimeTooSkewed, CLOCK_SKEW",
    "400, IncompleteBody, BROKEN",
    "409, ConditionalRequestConflict, BROKEN",
    "409, OperationAborted, BROKEN",
    "200, InternalError, BROKEN",
    "200, SlowDown, THROTTLED",
    "200, ServiceUnavailable, THROTTLED",
    "400, BadDigest, DAMAGED",
    "400, XAmzContentChecksumMismatch, DAMAGED",
  })
  void whatMaySucceedLaterIsRetried(int status, @Nullable String code, Cause cause) {
    assertThat(of(S3Operation.GET_OBJECT, status, code))
        .isInstanceOfSatisfying(
            S3Failure.Retryable.class, failure -> assertThat(failure.cause()).isEqualTo(cause));
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, ACCESS_DENIED",
    "403, , ACCESS_DENIED",
    "401, Unauthorized, ACCESS_DENIED",
    "403, InvalidAccessKeyId, ACCESS_DENIED",
    "403, SignatureDoesNotMatch, ACCESS_DENIED",
    "403, InvalidObjectState, ACCESS_DENIED",
    "400, KeyTooLongError, NAME_TOO_LONG",
    "404, NoSuchBucket, IO",
    "404, , IO",
    "405, MethodNotAllowed, IO",
    "301, PermanentRedirect, IO",
    "307, TemporaryRedirect, IO",
    "308, , IO",
    "400, AuthorizationHeaderMalformed, IO",
    "400, InvalidArgument, IO",
    "501, NotImplemented, NOT_SUPPORTED",
    "400, NotImplemented, NOT_SUPPORTED",
    "400, InvalidPart, IO",
    "400, EntityTooSmall, IO",
    "400, EntityTooLarge, TOO_LARGE",
    "413, , TOO_LARGE",
    "403, QuotaExceeded, NO_SPACE",
    "400, XMinioAdminBucketQuotaExceeded, NO_SPACE",
    "507, XMinioStorageFull, NO_SPACE",
    "507, , NO_SPACE",
  })
  void whatNoRetryChangesIsFinal(int status, @Nullable String code, VfsError error) {
    assertThat(of(S3Operation.GET_OBJECT, status, code))
        .isInstanceOfSatisfying(
            S3Failure.Final.class, failure -> assertThat(failure.error()).isEqualTo(error));
  }

  @ParameterizedTest
  @CsvSource({
    "GET_OBJECT, 400, ExpiredToken, ACCESS_DENIED",
    "PUT_OBJECT, 400, InvalidToken, ACCESS_DENIED",
    "PUT_OBJECT, 403, ExpiredTokenException, ACCESS_DENIED",
    "PUT_OBJECT, 403, InvalidTokenId, ACCESS_DENIED",
    "PUT_OBJECT, 400, TokenRefreshRequired, ACCESS_DENIED",
    "HEAD_OBJECT, 400, , IO",
  })
  void credentialsThatExpiredMayBeOthersSoon(
      S3Operation operation, int status, @Nullable String code, VfsError error) {
    assertThat(of(operation, status, code))
        .isInstanceOfSatisfying(
            S3Failure.StaleCredentials.class,
            failure -> assertThat(failure.error()).isEqualTo(error));
  }

  @ParameterizedTest
  @CsvSource({
    "GET_OBJECT, 404, NoSuchKey, MISSING",
    "GET_OBJECT, 404, NoSuchVersion, MISSING",
    "HEAD_OBJECT, 404, , MISSING",
    "GET_OBJECT, 412, PreconditionFailed, CHANGED",
    "GET_OBJECT, 416, InvalidRange, BEHIND_END",
  })
  void expectedAnswersAreValues(
      S3Operation operation, int status, @Nullable String code, Negative negative) {
    assertThat(of(operation, status, code)).isEqualTo(negative);
  }

  @Test
  void aDeleteMarkerIsAMissingObject() {
    Map<String, String> headers = Map.of("x-amz-delete-marker", "true");
    assertThat(S3Errors.of(S3Operation.GET_OBJECT, refusal(405, "MethodNotAllowed", "", headers)))
        .isEqualTo(Negative.MISSING);
  }

  @Test
  void theRightRegionIsNamed() {
    Map<String, String> headers = Map.of("x-amz-bucket-region", "eu-west-1");
    assertThat(S3Errors.of(S3Operation.HEAD_OBJECT, refusal(301, "", "", headers)))
        .isInstanceOfSatisfying(
            S3Failure.Final.class, f -> assertThat(f.words()).endsWith("set --region eu-west-1"));
    String message = "The authorization header is malformed; expecting 'eu-west-2'";
    assertThat(
            S3Errors.bucketRegion(refusal(400, "AuthorizationHeaderMalformed", message, Map.of())))
        .isEqualTo("eu-west-2");
  }

  @Test
  void noAnswerInTimeIsRetried() {
    ApiCallAttemptTimeoutException timeout = ApiCallAttemptTimeoutException.create(5);
    assertThat(S3Errors.of(S3Operation.GET_OBJECT, timeout))
        .isEqualTo(new S3Failure.Retryable(Cause.STILL, "no answer in time"));
  }

  @Test
  void x5_theServersTextIsNeverRepeatedAndItsCodeIsEscaped() {
    String secret = "StringToSign AKIASECRET X-Amz-Signature=0123";
    S3Exception refusal = refusal(400, "Bad\nCode" + "x".repeat(500), secret, Map.of());
    assertThat(S3Errors.words(refusal))
        .startsWith("HTTP 400 Bad\\u000aCodexxx")
        .hasSizeLessThan(120)
        .doesNotContain("AKIA", "Signature");
  }

  private static S3Failure of(S3Operation operation, int status, @Nullable String code) {
    return S3Errors.of(operation, refusal(status, code, "some text", Map.of()));
  }

  private static S3Exception refusal(
      int status, @Nullable String code, String message, Map<String, String> headers) {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    headers.forEach(response::putHeader);
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode(code)
            .errorMessage(message)
            .sdkHttpResponse(response.build())
            .build();
    return (S3Exception)
        S3Exception.builder()
            .awsErrorDetails(details)
            .message(message)
            .statusCode(status)
            .requestId("4442587FB7D0A2F9")
            .build();
  }
}
