package io.sluice.it.s3;

import static io.sluice.it.s3.S3UnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/// GetObject and HeadObject.
interface ReadingFacts extends S3UnderTest {

  @Test
  default void rangesAreCutExactly() {
    put("digits", "0123456789");

    assertThat(get("digits", "bytes=0-0")).isEqualTo("0");
    assertThat(get("digits", "bytes=2-4")).isEqualTo("234");
    assertThat(get("digits", "bytes=7-")).isEqualTo("789");
    assertThat(get("digits", "bytes=-3")).isEqualTo("789");
    assertThat(get("digits", "bytes=8-100")).isEqualTo("89");
  }

  @Test
  default void rangeAnswerNamesTheWholeSize() {
    put("digits", "0123456789");

    var part = s3().getObjectAsBytes(o -> o.bucket(bucket()).key("digits").range("bytes=2-4"));
    assertThat(part.response().contentRange()).isEqualTo("bytes 2-4/10");
    assertThat(part.response().contentLength()).isEqualTo(3);
    assertThat(part.response().sdkHttpResponse().statusCode()).isEqualTo(206);
  }

  @Test
  default void rangeBeyondTheEndIs416() {
    put("digits", "0123456789");
    put("empty", "");

    assertRefused(416, "InvalidRange", () -> get("digits", "bytes=10-"));
    assertRefused(416, "InvalidRange", () -> get("digits", "bytes=99-100"));
    assertRefused(416, "InvalidRange", () -> get("empty", "bytes=0-9"));
  }

  @Test
  default void ifMatchGuardsGetAndHead() {
    String etag = put("k", "one");
    put("k", "two");
    String now = s3().headObject(o -> o.bucket(bucket()).key("k")).eTag();

    assertThat(now).isNotEqualTo(etag);
    assertThat(s3().getObjectAsBytes(o -> o.bucket(bucket()).key("k").ifMatch(now)).asUtf8String())
        .isEqualTo("two");
    assertRefused(
        412,
        "PreconditionFailed",
        () -> s3().getObjectAsBytes(o -> o.bucket(bucket()).key("k").ifMatch(etag)));
    assertRefused(412, () -> s3().headObject(o -> o.bucket(bucket()).key("k").ifMatch(etag)));
  }

  @Test
  default void ifMatchComesBeforeTheRange() {
    String old = put("k", "0123456789");
    put("k", "short");

    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3().getObjectAsBytes(
                    o -> o.bucket(bucket()).key("k").ifMatch(old).range("bytes=8-9")));
  }

  @Test
  default void ifNoneMatchOfTheSameIs304() {
    String etag = put("k", "one");

    assertRefused(
        304, () -> s3().getObjectAsBytes(o -> o.bucket(bucket()).key("k").ifNoneMatch(etag)));
  }

  @Test
  default void absentKeyIs404() {
    assertRefused(404, "NoSuchKey", () -> get("absent"));
    assertRefused(404, () -> s3().headObject(o -> o.bucket(bucket()).key("absent")));
  }

  @Test
  default void absentBucketIs404() {
    String absent = "no-such-bucket-here";

    assertRefused(404, "NoSuchBucket", () -> s3().listObjectsV2(o -> o.bucket(absent)));
    assertRefused(404, "NoSuchBucket", () -> s3().getObjectAsBytes(o -> o.bucket(absent).key("k")));
    assertRefused(404, () -> s3().headBucket(o -> o.bucket(absent)));
    assertThat(s3().listBuckets().buckets()).noneMatch(b -> b.name().equals(absent));
  }

  @Test
  default void etagOfAPutIsItsMd5() {
    assertThat(put("k", "abc")).isEqualTo("\"900150983cd24fb0d6963f7d28e17f72\"");
  }

  @Test
  default void metadataComesBackInLowerCase() {
    s3().putObject(
            o ->
                o.bucket(bucket())
                    .key("k")
                    .contentType("text/x-fact")
                    .metadata(Map.of("Colour", "blue")),
            RequestBody.fromString("x"));

    var head = s3().headObject(o -> o.bucket(bucket()).key("k"));
    assertThat(head.contentType()).isEqualTo("text/x-fact");
    assertThat(head.metadata()).containsEntry("colour", "blue");
    assertThat(head.contentLength()).isEqualTo(1);
  }

  @Test
  default void bucketsCanBeMadeAndListed() {
    String name = bucket() + "-second";
    s3().createBucket(CreateBucketRequest.builder().bucket(name).build());

    assertThat(s3().listBuckets().buckets()).anyMatch(b -> b.name().equals(name));
    s3().deleteBucket(o -> o.bucket(name));
    assertThat(s3().listBuckets().buckets()).noneMatch(b -> b.name().equals(name));
  }
}
