package io.sluice.it.s3;

import static io.sluice.it.s3.S3UnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/// Who may ask.
interface AccessFacts extends S3UnderTest {
  /// The access key that the server knows.
  String accessKey();

  /// A client that signs with these keys.
  default S3Client signing(String accessKey, String secretKey) {
    return s3(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)),
        "us-east-1");
  }

  @Test
  default void wrongSecretIs403() {
    try (S3Client wrong = signing(accessKey(), "wrong")) {
      assertRefused(
          403, "SignatureDoesNotMatch", () -> wrong.listObjectsV2(o -> o.bucket(bucket())));
      assertRefused(403, () -> wrong.headBucket(o -> o.bucket(bucket())));
    }
  }

  @Test
  default void unknownAccessKeyIs403() {
    try (S3Client wrong = signing("AKIAUNKNOWN", "any")) {
      assertRefused(403, "InvalidAccessKeyId", () -> wrong.listObjectsV2(o -> o.bucket(bucket())));
    }
  }

  @Test
  default void privateBucketRefusesAnonymousReaders() {
    put("k", "x");
    try (S3Client nobody = s3(AnonymousCredentialsProvider.create(), "us-east-1")) {
      assertRefused(
          403, "AccessDenied", () -> nobody.getObjectAsBytes(o -> o.bucket(bucket()).key("k")));
      assertThat(get("k").asUtf8String()).isEqualTo("x");
    }
  }
}
