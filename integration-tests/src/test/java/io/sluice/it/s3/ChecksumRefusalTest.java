package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;
import static io.sluice.it.s3.ObjectStoreContract.bytes;
import static io.sluice.it.s3.ObjectStoreContract.headed;
import static io.sluice.it.s3.ObjectStoreContract.whole;
import static io.sluice.it.s3.UploadsContract.ABSENT;
import static io.sluice.it.s3.UploadsContract.KEY;
import static io.sluice.it.s3.UploadsContract.NONE;
import static io.sluice.it.s3.UploadsContract.body;
import static io.sluice.it.s3.UploadsContract.part;
import static io.sluice.it.s3.UploadsContract.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.store.S3ObjectStore;
import io.sluice.vfs.s3.store.S3Uploads;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that refuse headers about checksums are asked without, once that is known at once.
final class ChecksumRefusalTest {
  private static final int PART = 5 << 20;

  @AutoClose private final FailingS3 failing = new FailingS3();
  private final FakeS3 s3 = failing.s3;
  private final S3Uploads uploads = failing.store.uploads();

  @ParameterizedTest
  @ValueSource(ints = {400, 501})
  void smallObjectsArePutWithout(int status) {
    s3.bucket(BUCKET).setRefusesChecksums(status);
    for (int i = 1; i <= 3; i++) {
      tag(uploads.putObject(KEY, body(bytes(1000)), NONE));
      assertThat(failing.requests(S3Operation.PUT_OBJECT)).isEqualTo(i + 1);
    }
    assertThat(s3.object(BUCKET, KEY.text()).body().read()).isEqualTo(bytes(1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 501})
  void largeObjectsArePutWithoutAlsoByTheNextProcess(int status) {
    s3.bucket(BUCKET).setRefusesChecksums(status);
    byte[] content = bytes(PART + 1000);
    UploadBody first = body(Arrays.copyOf(content, PART));
    UploadBody second = body(Arrays.copyOfRange(content, PART, content.length));
    Crc32c whole = Crc32c.of(ByteBuffer.wrap(content));
    UploadId upload = uploads.createMultipartUpload(KEY);
    UploadedPart one = part(uploads.uploadPart(new PartSlot(KEY, upload, 1), first));
    assertThat(failing.requests(S3Operation.CREATE_MULTIPART_UPLOAD)).isEqualTo(2);
    assertThat(failing.requests(S3Operation.UPLOAD_PART)).isEqualTo(1);
    try (S3ObjectStore next = next()) {
      assertThat(next.uploads().listParts(KEY, upload).orElseThrow())
          .singleElement()
          .satisfies(listed -> assertThat(listed.eTag()).isEqualTo(one.eTag()))
          .satisfies(listed -> assertThat(listed.crc32c()).isNull());
      UploadedPart two = part(next.uploads().uploadPart(new PartSlot(KEY, upload, 2), second));
      List<UploadedPart> parts = List.of(one, two);
      tag(next.uploads().completeMultipartUpload(KEY, upload, parts, whole, ABSENT));
    }
    assertThat(failing.requests(S3Operation.COMPLETE_MULTIPART_UPLOAD)).isEqualTo(1);
    assertThat(s3.object(BUCKET, KEY.text()).body().read()).isEqualTo(content);
  }

  @Test
  void theCompletionAloneMayBeRefused() {
    UploadBody body = body(bytes(1000));
    UploadId upload = uploads.createMultipartUpload(KEY);
    UploadedPart part = part(uploads.uploadPart(new PartSlot(KEY, upload, 1), body));
    s3.bucket(BUCKET).setRefusesChecksums(400);
    tag(uploads.completeMultipartUpload(KEY, upload, List.of(part), body.crc32c(), ABSENT));
    assertThat(s3.object(BUCKET, KEY.text()).body().read()).isEqualTo(bytes(1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 501})
  void objectsAreReadWithout(int status) {
    s3.put(BUCKET, KEY.text(), bytes(1000));
    s3.bucket(BUCKET).setRefusesChecksums(status);
    for (int i = 1; i <= 3; i++) {
      Pieces pieces = new Pieces(1 << 20);
      assertThat(whole(failing.store, headed(failing.store, KEY.text()), pieces))
          .isInstanceOf(GetOutcome.Filled.class);
      assertThat(pieces.bytes()).isEqualTo(bytes(1000));
      assertThat(failing.requests(S3Operation.GET_OBJECT)).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 501})
  void theHeadOfAnObjectIsHadWithoutThoughItsRefusalHasNoWords(int status) {
    s3.put(BUCKET, KEY.text(), bytes(1000));
    s3.bucket(BUCKET).setRefusesChecksums(status);
    assertThat(uploads.headStored(KEY).map(StoredObject::size)).hasValue(1000L);
    assertThat(uploads.headStored(KEY).map(StoredObject::crc32c)).isEmpty();
  }

  @Test
  void bytesThatDidNotArriveAsTheyWereAreNoReasonToGoWithout() {
    UploadBody body = body(bytes(1000));
    s3.fault(FaultRule.on(new Fault.Status(400, "BadDigest"), S3Operation.PUT_OBJECT).times(1));
    tag(uploads.putObject(KEY, body, NONE));
    assertThat(failing.requests(S3Operation.PUT_OBJECT)).isEqualTo(2);
    assertThat(uploads.headStored(KEY).map(StoredObject::crc32c)).hasValue(body.crc32c());
  }

  @Test
  void whatIsRefusedWithoutTooIsNoReasonToGoWithout() {
    UploadBody body = body(bytes(1000));
    s3.fault(FaultRule.on(new Fault.Status(501, "NotImplemented")).times(2));
    assertThat(catchThrowable(() -> uploads.putObject(KEY, body, NONE)))
        .hasMessageContaining("NotImplemented");
    tag(uploads.putObject(KEY, body, NONE));
    assertThat(uploads.headStored(KEY).map(StoredObject::crc32c)).hasValue(body.crc32c());
  }

  /// What a process has that is started anew.
  private S3ObjectStore next() {
    return S3ObjectStore.open(
        S3Endpoint.of(s3).settings(), new BucketName(BUCKET), S3Calls.UNOBSERVED);
  }
}
