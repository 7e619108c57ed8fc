package io.sluice.it.s3;

import static io.sluice.it.s3.S3UnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// PutObject, CopyObject, DeleteObject, DeleteObjects.
interface WritingFacts extends S3UnderTest {

  /// Puts with a condition.
  default void putIf(String key, String text, String match, String noneMatch) {
    s3().putObject(
            o -> {
              o.bucket(bucket()).key(key);
              if (!match.isEmpty()) {
                o.ifMatch(match);
              }
              if (!noneMatch.isEmpty()) {
                o.ifNoneMatch(noneMatch);
              }
            },
            RequestBody.fromString(text));
  }

  @Test
  default void ifNoneMatchStarCreatesOnly() {
    putIf("k", "first", "", "*");

    assertRefused(412, "PreconditionFailed", () -> putIf("k", "second", "", "*"));
    assertThat(get("k").asUtf8String()).isEqualTo("first");
  }

  @Test
  default void ifMatchReplacesOnlyWhatWasSeen() {
    String first = put("k", "first");
    putIf("k", "second", first, "");

    assertRefused(412, "PreconditionFailed", () -> putIf("k", "third", first, ""));
    assertThat(get("k").asUtf8String()).isEqualTo("second");
  }

  @Test
  default void largeBodyComesBackWhole() {
    byte[] body = new byte[3_000_001];
    new java.util.Random(7).nextBytes(body);
    s3().putObject(o -> o.bucket(bucket()).key("big"), RequestBody.fromBytes(body));

    assertThat(get("big").asByteArray()).isEqualTo(body);
  }

  @Test
  default void wrongContentMd5IsRefused() {
    assertRefused(
        400,
        "BadDigest",
        () ->
            s3().putObject(
                    o -> o.bucket(bucket()).key("k").contentMD5("XrY7u+Ae7tCTyyK7j1rNww=="),
                    RequestBody.fromString("not that")));
    assertRefused(404, () -> s3().headObject(o -> o.bucket(bucket()).key("k")));
  }

  @Test
  default void copyKeepsBytesAndETag() {
    String etag = put("from here/ü", "content");
    s3().copyObject(o ->
        o.sourceBucket(bucket())
            .sourceKey("from here/ü")
            .destinationBucket(bucket())
            .destinationKey("to"));

    assertThat(get("to").asUtf8String()).isEqualTo("content");
    assertThat(get("to").response().eTag()).isEqualTo(etag);
    assertThat(get("from here/ü").asUtf8String()).isEqualTo("content");
  }

  @Test
  default void copyOfAReplacedSourceIs412() {
    String old = put("from", "old");
    put("from", "new");

    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3().copyObject(o ->
                o.sourceBucket(bucket())
                    .sourceKey("from")
                    .destinationBucket(bucket())
                    .destinationKey("to")
                    .copySourceIfMatch(old)));
  }

  @Test
  default void deletingTwiceIsNoError() {
    put("k", "x");
    s3().deleteObject(o -> o.bucket(bucket()).key("k"));
    s3().deleteObject(o -> o.bucket(bucket()).key("k"));

    assertRefused(404, "NoSuchKey", () -> get("k"));
  }

  @Test
  default void manyKeysAreDeletedInOneRequest() {
    putAll("a b", "c&d", "ü", "stays");
    List<ObjectIdentifier> gone =
        List.of("a b", "c&d", "ü", "never there").stream()
            .map(key -> ObjectIdentifier.builder().key(key).build())
            .toList();
    s3().deleteObjects(o -> o.bucket(bucket()).delete(d -> d.objects(gone)));

    assertThat(s3().listObjectsV2(o -> o.bucket(bucket())).contents())
        .extracting(o -> o.key())
        .containsExactly("stays");
  }

  @Test
  default void bucketWithObjectsCannotBeDeleted() {
    put("k", "x");

    assertRefused(409, "BucketNotEmpty", () -> s3().deleteBucket(o -> o.bucket(bucket())));
  }
}
