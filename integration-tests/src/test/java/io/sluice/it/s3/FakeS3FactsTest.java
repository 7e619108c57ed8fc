package io.sluice.it.s3;

import static io.sluice.it.s3.S3UnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.it.fake.store.Archive;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The facts of S3, told of the small S3, and those that no other server of the tests knows.
final class FakeS3FactsTest extends S3FactsContract {
  private @Nullable FakeS3 server;

  private FakeS3 fake() {
    return Objects.requireNonNull(server);
  }

  @Override
  void start() {
    server = FakeS3.start();
  }

  @Override
  void stop() {
    fake().close();
  }

  @Override
  S3Endpoint endpoint() {
    return S3Endpoint.of(fake());
  }

  @Override
  public Set<Ability> lacking() {
    return EnumSet.noneOf(Ability.class);
  }

  @Test
  void versionedBucketKeepsWhatWasReplaced() {
    s3().putBucketVersioning(o ->
        o.bucket(bucket()).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    put("k", "one");
    String first = s3().headObject(o -> o.bucket(bucket()).key("k")).versionId();
    put("k", "two");

    assertThat(
            s3().getObjectAsBytes(o -> o.bucket(bucket()).key("k").versionId(first)).asUtf8String())
        .isEqualTo("one");
    assertThat(get("k").asUtf8String()).isEqualTo("two");
    assertThat(get("k").response().versionId()).isNotEqualTo(first);
    var deleted = s3().deleteObject(o -> o.bucket(bucket()).key("k"));
    assertThat(deleted.deleteMarker()).isTrue();
    assertRefused(404, "NoSuchKey", () -> get("k"));
    assertThat(
            s3().getObjectAsBytes(o -> o.bucket(bucket()).key("k").versionId(first)).asUtf8String())
        .isEqualTo("one");
  }

  @Test
  void archivedObjectIsListedButNotReadUntilRestored() {
    put("k", "cold");
    fake().archive(bucket(), "k", "GLACIER", Archive.ARCHIVED);

    assertThat(s3().listObjectsV2(o -> o.bucket(bucket())).contents().getFirst())
        .satisfies(o -> assertThat(o.storageClassAsString()).isEqualTo("GLACIER"));
    assertRefused(403, "InvalidObjectState", () -> get("k"));
    fake().archive(bucket(), "k", "GLACIER", Archive.RESTORED);
    assertThat(get("k").asUtf8String()).isEqualTo("cold");
    assertThat(s3().headObject(o -> o.bucket(bucket()).key("k")).restore())
        .contains("ongoing-request=\"false\"");
  }

  @Test
  void publicBucketIsReadWithoutCredentials() {
    put("k", "open");
    fake().bucket(bucket()).setPublic(true);
    try (S3Client nobody = s3(AnonymousCredentialsProvider.create(), "us-east-1")) {
      assertThat(nobody.getObjectAsBytes(o -> o.bucket(bucket()).key("k")).asUtf8String())
          .isEqualTo("open");
      assertRefused(
          403, "AccessDenied", () -> nobody.deleteObject(o -> o.bucket(bucket()).key("k")));
    }
  }

  @Test
  void bucketOfAnotherRegionNamesIt() {
    fake().createBucket("far-away", "eu-central-1");

    assertRefused(301, "PermanentRedirect", () -> s3().listObjectsV2(o -> o.bucket("far-away")));
    try (S3Client wrong = signingFor("ap-south-1");
        S3Client right = signingFor("eu-central-1")) {
      assertRefused(
          400,
          "AuthorizationHeaderMalformed",
          () -> wrong.listObjectsV2(o -> o.bucket("far-away")));
      assertThat(right.listObjectsV2(o -> o.bucket("far-away")).keyCount()).isZero();
      assertThat(regionTold(() -> s3().headBucket(o -> o.bucket("far-away"))))
          .isEqualTo("eu-central-1");
    }
  }

  private S3Client signingFor(String region) {
    AwsBasicCredentials keys = AwsBasicCredentials.create(accessKey(), endpoint().secretKey());
    return s3(StaticCredentialsProvider.create(keys), region);
  }

  private static String regionTold(Runnable call) {
    try {
      call.run();
      return "nothing was refused";
    } catch (S3Exception e) {
      return e.awsErrorDetails()
          .sdkHttpResponse()
          .firstMatchingHeader("x-amz-bucket-region")
          .orElse("no region was told");
    }
  }

  @Test
  void checksumsAreToldOfWholeObjectsToWhoAsks() {
    s3().putObject(
            o -> o.bucket(bucket()).key("sent").checksumCRC32C("4waSgw=="),
            RequestBody.fromString("123456789"));
    fake().put(bucket(), "made", "123456789");

    var sent = s3().headObject(o -> o.bucket(bucket()).key("sent").checksumMode("ENABLED"));
    assertThat(sent.checksumCRC32C()).isEqualTo("4waSgw==");
    assertThat(sent.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
    var made = s3().headObject(o -> o.bucket(bucket()).key("made").checksumMode("ENABLED"));
    assertThat(made.checksumCRC64NVME()).isEqualTo("rosUhgp5mIg=");
    var range =
        s3().getObjectAsBytes(
                o -> o.bucket(bucket()).key("sent").range("bytes=0-3").checksumMode("ENABLED"));
    assertThat(range.response().checksumTypeAsString()).isNull();
    assertThat(s3().headObject(o -> o.bucket(bucket()).key("sent")).checksumCRC32C()).isNull();
  }

  @Test
  void writeWhoseAnswerIsLostHasHappened() {
    fake().fault(FaultRule.on(new Fault.LostAnswer(), S3Operation.PUT_OBJECT).key("lost"));

    assertThatThrownBy(() -> put("lost", "x")).isInstanceOf(SdkClientException.class);
    assertThat(get("lost").asUtf8String()).isEqualTo("x");
    fake().heal();
  }

  @Test
  void keysBeyondTheSurrogatesComeInByteOrder() {
    putAll("\uE000", "\uFFFD", "😀", "a");

    assertThat(s3().listObjectsV2(o -> o.bucket(bucket())).contents())
        .extracting(o -> o.key())
        .containsExactly("a", "\uE000", "\uFFFD", "😀");
  }
}
