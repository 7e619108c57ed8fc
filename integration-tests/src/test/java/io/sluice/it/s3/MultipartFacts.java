package io.sluice.it.s3;

import static io.sluice.it.s3.S3UnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;

/// Multipart uploads.
interface MultipartFacts extends S3UnderTest {
  /// The least size of a part that is not the last.
  int LEAST = 5 << 20;

  /// A part's bytes, all the same.
  static byte[] bytes(int size, int value) {
    byte[] bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /// Begins an upload and returns its id.
  default String begin(String key) {
    return s3().createMultipartUpload(o -> o.bucket(bucket()).key(key)).uploadId();
  }

  /// Uploads a part.
  default CompletedPart upload(String key, String id, int number, byte[] bytes) {
    String etag =
        s3().uploadPart(
                o -> o.bucket(bucket()).key(key).uploadId(id).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  /// Completes an upload.
  default CompleteMultipartUploadResponse complete(String key, String id, CompletedPart... parts) {
    return s3().completeMultipartUpload(
            o -> o.bucket(bucket()).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
  }

  @Test
  default void partsInAnyOrderWithGapsBecomeOneObject() {
    String id = begin("k");
    CompletedPart last = upload("k", id, 9, bytes(3, 2));
    CompletedPart first = upload("k", id, 2, bytes(LEAST, 1));
    assertRefused(404, "NoSuchKey", () -> get("k"));
    String etag = complete("k", id, first, last).eTag();

    assertThat(get("k", "bytes=5242878-")).isEqualTo("\1\1\2\2\2");
    var head = s3().headObject(o -> o.bucket(bucket()).key("k"));
    assertThat(head.contentLength()).isEqualTo(LEAST + 3);
    assertThat(etag).endsWith("-2\"").isEqualTo(head.eTag());
    assertThat(s3().listObjectsV2(o -> o.bucket(bucket())).contents().getFirst().eTag())
        .isEqualTo(etag);
  }

  @Test
  default void partSentAgainReplacesTheFirst() {
    String id = begin("k");
    upload("k", id, 1, bytes(10, 'a'));
    complete("k", id, upload("k", id, 1, bytes(10, 'b')));

    assertThat(get("k").asUtf8String()).isEqualTo("bbbbbbbbbb");
  }

  @Test
  default void smallPartInTheMiddleIsRefused() {
    String id = begin("k");
    CompletedPart first = upload("k", id, 1, bytes(100, 'a'));
    CompletedPart second = upload("k", id, 2, bytes(100, 'b'));

    assertRefused(400, "EntityTooSmall", () -> complete("k", id, first, second));
  }

  @Test
  default void wrongETagOfAPartIsRefused() {
    String id = begin("k");
    upload("k", id, 1, bytes(100, 'a'));
    CompletedPart wrong =
        CompletedPart.builder().partNumber(1).eTag("\"" + "0".repeat(32) + "\"").build();

    assertRefused(400, "InvalidPart", () -> complete("k", id, wrong));
  }

  @Test
  default void partsAndUploadsCanBeListed() {
    String id = begin("dir/k");
    upload("dir/k", id, 1, bytes(100, 'a'));
    upload("dir/k", id, 3, bytes(50, 'b'));

    List<Part> parts = s3().listParts(o -> o.bucket(bucket()).key("dir/k").uploadId(id)).parts();
    assertThat(parts).extracting(Part::partNumber).containsExactly(1, 3);
    assertThat(parts).extracting(Part::size).containsExactly(100L, 50L);
    assertThat(s3().listMultipartUploads(o -> o.bucket(bucket()).prefix("dir/")).uploads())
        .extracting(u -> u.uploadId())
        .containsExactly(id);
  }

  @Test
  default void copiedPartTakesARange() {
    put("source", "0123456789");
    String id = begin("k");
    String etag =
        s3().uploadPartCopy(o ->
                o.sourceBucket(bucket())
                    .sourceKey("source")
                    .copySourceRange("bytes=2-5")
                    .destinationBucket(bucket())
                    .destinationKey("k")
                    .uploadId(id)
                    .partNumber(1))
            .copyPartResult()
            .eTag();
    complete("k", id, CompletedPart.builder().partNumber(1).eTag(etag).build());

    assertThat(get("k").asUtf8String()).isEqualTo("2345");
  }

  @Test
  default void copiedPartOfAReplacedSourceIs412() {
    String old = put("source", "old");
    put("source", "new");
    String id = begin("k");

    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3().uploadPartCopy(o ->
                o.sourceBucket(bucket())
                    .sourceKey("source")
                    .copySourceIfMatch(old)
                    .destinationBucket(bucket())
                    .destinationKey("k")
                    .uploadId(id)
                    .partNumber(1)));
  }

  @Test
  default void completionCanBeGuarded() {
    String id = begin("k");
    CompletedPart part = upload("k", id, 1, bytes(10, 'a'));
    put("k", "somebody else's");

    assertRefused(
        412,
        "PreconditionFailed",
        () ->
            s3().completeMultipartUpload(o ->
                o.bucket(bucket())
                    .key("k")
                    .uploadId(id)
                    .ifNoneMatch("*")
                    .multipartUpload(m -> m.parts(part))));
    assertThat(get("k").asUtf8String()).isEqualTo("somebody else's");
  }

  @Test
  default void abortedUploadIsGone() {
    needs(Ability.UNKNOWN_UPLOADS);
    String id = begin("k");
    upload("k", id, 1, bytes(10, 'a'));
    s3().abortMultipartUpload(o -> o.bucket(bucket()).key("k").uploadId(id));

    assertRefused(404, "NoSuchUpload", () -> upload("k", id, 2, bytes(10, 'b')));
    assertRefused(
        404,
        "NoSuchUpload",
        () -> s3().abortMultipartUpload(o -> o.bucket(bucket()).key("k").uploadId(id)));
    assertThat(s3().listMultipartUploads(o -> o.bucket(bucket())).uploads()).isEmpty();
  }
}
