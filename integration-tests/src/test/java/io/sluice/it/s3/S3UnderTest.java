package io.sluice.it.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A server with a fresh, empty bucket for each test, and the words that facts are told in.
interface S3UnderTest {
  /// A client with the right credentials that does not retry.
  S3Client s3();

  /// A client of the same server.
  S3Client s3(AwsCredentialsProvider credentials, String region);

  /// The bucket of this test.
  String bucket();

  /// What this server cannot.
  Set<Ability> lacking();

  /// Skips the test on servers that cannot do this.
  default void needs(Ability ability) {
    assumeFalse(lacking().contains(ability), () -> "this server lacks " + ability);
  }

  /// Puts text and returns its ETag.
  default String put(String key, String text) {
    return s3().putObject(o -> o.bucket(bucket()).key(key), RequestBody.fromString(text)).eTag();
  }

  /// Puts empty objects.
  default void putAll(String... keys) {
    for (String key : keys) {
      put(key, "");
    }
  }

  /// Gets a whole object.
  default ResponseBytes<GetObjectResponse> get(String key) {
    return s3().getObjectAsBytes(o -> o.bucket(bucket()).key(key));
  }

  /// Gets a range of an object as text.
  default String get(String key, String range) {
    return s3().getObjectAsBytes(o -> o.bucket(bucket()).key(key).range(range)).asUtf8String();
  }

  /// The keys of a page, in its order.
  static List<String> keys(ListObjectsV2Response page) {
    return page.contents().stream().map(S3Object::key).toList();
  }

  /// The common prefixes of a page, in their order.
  static List<String> prefixes(ListObjectsV2Response page) {
    return page.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
  }

  /// Asserts that S3 refuses with this status and error code.
  static void assertRefused(int status, String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  /// Asserts that S3 refuses with this status, where there is no body to tell a code (HEAD, 304).
  static void assertRefused(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
  }
}
