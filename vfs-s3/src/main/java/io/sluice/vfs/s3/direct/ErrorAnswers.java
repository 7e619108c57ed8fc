package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.error.S3Codes;
import io.sluice.vfs.s3.http.HttpAnswer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Makes of an answer that is no success what the SDK would make of it (Amazon S3 API reference,
/// "REST Error Responses"), so that [io.sluice.vfs.s3.error.S3Errors] is the one place that knows
/// what errors mean.
final class ErrorAnswers {
  /// The document is small and flat; only these two of its elements are looked at.
  private static final Pattern CODE =
      Pattern.compile("<Code>\\s*([A-Za-z0-9._-]{1,100})\\s*</Code>");

  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,500})</Message>");

  private ErrorAnswers() {}

  /// Null for a success. An error may come with status 200.
  static @Nullable AwsServiceException of(HttpAnswer answer) {
    String document = answer.body().text();
    if (answer.status() / 100 == 2 && !document.contains("<Error>")) {
      return null;
    }
    SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
    answer.headers().forEach(head::putHeader);
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode(first(CODE, document))
            .errorMessage(first(MESSAGE, document))
            .sdkHttpResponse(head.build())
            .build();
    return S3Exception.builder()
        .awsErrorDetails(details)
        .statusCode(answer.status())
        .requestId(answer.header("x-amz-request-id"))
        .build();
  }

  /// The same refusal, by the code that S3 has for a wrong clock.
  static AwsServiceException clockSkew(AwsServiceException refusal) {
    AwsErrorDetails details =
        refusal.awsErrorDetails().toBuilder().errorCode(S3Codes.CLOCK_SKEW).build();
    return refusal.toBuilder().awsErrorDetails(details).build();
  }

  private static @Nullable String first(Pattern pattern, String document) {
    Matcher found = pattern.matcher(document);
    return found.find() ? found.group(1) : null;
  }
}
