package io.sluice.vfs.s3.error;

import io.sluice.vfs.Printable;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.s3.S3Operation;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/// The one place that turns the exceptions of the SDK into what this program knows (Amazon S3 API
/// reference, "Error responses").
///
/// Its words hold the status, the error code and the request id, never the server's own text, which
/// may quote a signature or a key id.
public final class S3Errors {
  private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]{1,30})'");

  /// Codes are a word; anything longer is no code.
  private static final int LONGEST_CODE = 60;

  private S3Errors() {}

  /// What `thrown` means for a request of `operation`.
  public static S3Failure of(S3Operation operation, Throwable thrown) {
    return switch (thrown) {
      case AwsServiceException refusal -> ofAnswer(operation, refusal);
      case ApiCallAttemptTimeoutException _, ApiCallTimeoutException _ ->
          new S3Failure.Retryable(S3Failure.Cause.STILL, "no answer in time");
      case DamagedBodyException damaged ->
          new S3Failure.Retryable(S3Failure.Cause.DAMAGED, "" + damaged.getMessage());
      case OtherServerException other ->
          new S3Failure.Retryable(S3Failure.Cause.BROKEN, "" + other.getMessage());
      default -> ConnectionErrors.of(thrown);
    };
  }

  private static S3Failure ofAnswer(S3Operation operation, AwsServiceException refusal) {
    String code = code(refusal);
    String words = words(refusal);
    if (S3Codes.THROTTLING.contains(code)) {
      return new S3Failure.Retryable(S3Failure.Cause.THROTTLED, words);
    }
    if (S3Codes.DAMAGED.contains(code)) {
      return new S3Failure.Retryable(S3Failure.Cause.DAMAGED, words);
    }
    if (S3Codes.FULL.contains(code)) {
      return full(words);
    }
    if (isClockSkew(refusal)) {
      return new S3Failure.Retryable(S3Failure.Cause.CLOCK_SKEW, words);
    }
    if (S3Codes.BAD_CREDENTIALS.contains(code)) {
      return denied(words, "the credentials are not valid");
    }
    if (S3Codes.STALE_CREDENTIALS.contains(code)) {
      return new S3Failure.StaleCredentials(
          VfsError.ACCESS_DENIED, true, words + ": the credentials expired, others are needed");
    }
    if (isLoginPage(refusal)) {
      String reason = ": another server than S3 answered, such as the login page of a network";
      return new S3Failure.Retryable(S3Failure.Cause.BROKEN, words + reason);
    }
    if (isElsewhere(refusal)) {
      return wrongRegion(refusal, words);
    }
    return ofCode(operation, refusal, words);
  }

  private static S3Failure ofCode(
      S3Operation operation, AwsServiceException refusal, String words) {
    return switch (code(refusal)) {
      // InternalError also comes in the body of a 200.
      case "RequestTimeout" -> new S3Failure.Retryable(S3Failure.Cause.STILL, words);
      case "IncompleteBody", "ConditionalRequestConflict", "OperationAborted", "InternalError" ->
          new S3Failure.Retryable(S3Failure.Cause.BROKEN, words);
      case "ServiceUnavailable" -> new S3Failure.Retryable(S3Failure.Cause.THROTTLED, words);
      case "EntityTooLarge" -> new S3Failure.Final(VfsError.TOO_LARGE, words);
      case "EntityTooSmall" ->
          new S3Failure.Final(VfsError.IO, words + ": a part that is not the last is too small");
      case "InvalidPart", "InvalidPartOrder" ->
          new S3Failure.Final(VfsError.IO, words + ": the server does not have the parts so");
      case "InvalidObjectState" -> denied(words, "the object is archived: restore it first");
      case "KeyTooLongError" -> new S3Failure.Final(VfsError.NAME_TOO_LONG, words);
      case "NoSuchBucket" ->
          new S3Failure.Final(VfsError.IO, words + ": the bucket does not exist any more");
      case "NoSuchKey", "NoSuchVersion" -> S3Failure.Negative.MISSING;
      case "NotImplemented" -> new S3Failure.Final(VfsError.NOT_SUPPORTED, words);
      default -> ofStatus(operation, refusal, words);
    };
  }

  private static S3Failure ofStatus(
      S3Operation operation, AwsServiceException refusal, String words) {
    return switch (refusal.statusCode()) {
      // HEAD has no body that could name the code, and this is what S3 says of an expired token.
      case 400 ->
          operation == S3Operation.HEAD_OBJECT && code(refusal).isEmpty()
              ? new S3Failure.StaleCredentials(
                  VfsError.IO, false, words + ": the credentials may have expired")
              : new S3Failure.Final(VfsError.IO, words);
      case 408 -> new S3Failure.Retryable(S3Failure.Cause.BROKEN, words);
      case 429, 503 -> new S3Failure.Retryable(S3Failure.Cause.THROTTLED, words);
      case 401, 403 -> denied(words, "the credentials or the bucket's policy do not allow it");
      case 404, 405 ->
          isMissing(operation, refusal)
              ? S3Failure.Negative.MISSING
              : new S3Failure.Final(VfsError.IO, words);
      case 412 -> S3Failure.Negative.CHANGED;
      case 413 -> new S3Failure.Final(VfsError.TOO_LARGE, words);
      case 501 -> new S3Failure.Final(VfsError.NOT_SUPPORTED, words);
      case 507 -> full(words);
      case 416 -> S3Failure.Negative.BEHIND_END;
      default ->
          isOfServer(refusal.statusCode())
              ? new S3Failure.Retryable(S3Failure.Cause.BROKEN, words)
              : new S3Failure.Final(VfsError.IO, words);
    };
  }

  /// Whether the server says that our clock is wrong. Of the SDK's own answers the SDK tells it by
  /// their date, too, and has corrected its clock by now.
  public static boolean isClockSkew(AwsServiceException refusal) {
    return refusal.isClockSkewException() || code(refusal).equals(S3Codes.CLOCK_SKEW);
  }

  /// Whether the server or a gateway before it failed: any 5xx, as RFC 9110 section 15 has it for
  /// those that nobody knows, but 501, which stays, and 507, which is about space.
  public static boolean isOfServer(int status) {
    return status / 100 == 5 && status != 501 && status != 507;
  }

  private static S3Failure denied(String words, String reason) {
    return new S3Failure.Final(VfsError.ACCESS_DENIED, words + ": " + reason);
  }

  private static S3Failure full(String words) {
    return new S3Failure.Final(
        VfsError.NO_SPACE, words + ": the server or the quota of the bucket is full");
  }

  private static S3Failure wrongRegion(AwsServiceException refusal, String words) {
    String region = bucketRegion(refusal);
    String cure = region == null ? "set --region" : "set --region " + region;
    return new S3Failure.Final(
        VfsError.IO, words + ": the bucket is in another region or at another endpoint, " + cure);
  }

  /// HEAD has no body that could name the code. A delete marker is answered 404, or 405 when its
  /// version was asked for.
  private static boolean isMissing(S3Operation operation, AwsServiceException refusal) {
    return (operation == S3Operation.HEAD_OBJECT && refusal.statusCode() == 404)
        || "true".equals(header(refusal, "x-amz-delete-marker"));
  }

  /// The region that the answer names, null if it names none. Other stores than AWS name it in the
  /// message only.
  public static @Nullable String bucketRegion(AwsServiceException refusal) {
    String region = header(refusal, "x-amz-bucket-region");
    if (region != null) {
      return bounded(region);
    }
    String message =
        refusal.awsErrorDetails() == null ? null : refusal.awsErrorDetails().errorMessage();
    Matcher expected = EXPECTED_REGION.matcher(message == null ? "" : message);
    return expected.find() ? expected.group(1) : null;
  }

  /// Whether the bucket must be asked for in another way: region or endpoint.
  public static boolean isElsewhere(AwsServiceException refusal) {
    return S3Codes.WRONG_REGION.contains(code(refusal))
        || Set.of(301, 307, 308).contains(refusal.statusCode());
  }

  /// A redirection that S3 does not know: it names a code or, to HEAD, the region.
  private static boolean isLoginPage(AwsServiceException refusal) {
    return Set.of(302, 303, 307).contains(refusal.statusCode())
        && code(refusal).isEmpty()
        && bucketRegion(refusal) == null;
  }

  /// The S3 error code, empty if the answer has none.
  public static String code(AwsServiceException refusal) {
    String code = refusal.awsErrorDetails() == null ? null : refusal.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  /// Status, code and request id.
  public static String words(AwsServiceException refusal) {
    StringBuilder words = new StringBuilder("HTTP ").append(refusal.statusCode());
    String code = code(refusal);
    if (!code.isEmpty()) {
      words.append(' ').append(bounded(code));
    }
    if (refusal.requestId() != null) {
      words.append(" (request ").append(bounded(refusal.requestId())).append(')');
    }
    return words.toString();
  }

  private static @Nullable String header(AwsServiceException refusal, String name) {
    return refusal.awsErrorDetails() == null || refusal.awsErrorDetails().sdkHttpResponse() == null
        ? null
        : refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(name).orElse(null);
  }

  private static String bounded(String text) {
    return Printable.escape(text.substring(0, Math.min(text.length(), LONGEST_CODE)));
  }
}
