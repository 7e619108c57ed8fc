package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;
import static io.sluice.it.s3.ObjectStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.it.fake.store.HeededConditions;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.MultipartETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.OpenUpload;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Uploads to the small S3, and what only that has: checksums of whole objects, and a server that
/// ignores conditions.
final class FakeS3UploadsTest extends UploadsContract {
  @AutoClose private final FakeS3 s3 = FakeS3.start();

  FakeS3UploadsTest() {
    s3.createBucket(BUCKET);
  }

  @Override
  S3Endpoint endpoint() {
    return S3Endpoint.of(s3);
  }

  @Override
  byte[] stored(ObjectKey key) {
    return s3.object(BUCKET, key.text()).body().read();
  }

  @Test
  void anyKeyCanBePut() {
    for (String key : List.of("ctl\u0001x", "/lead", "a//b", "./x", "a/../y", "%41+ ?#", "x/")) {
      tag(uploads().putObject(new ObjectKey(key), body(bytes(10)), ABSENT));
      assertThat(stored(new ObjectKey(key))).isEqualTo(bytes(10));
    }
  }

  @Test
  void aKeyWithControlCharactersIsPutInParts() {
    ObjectKey key = new ObjectKey("ctl\u0001\u001f&#x1;");
    UploadId upload = uploads().createMultipartUpload(key);
    UploadBody body = body(bytes(1000));
    UploadedPart part = part(uploads().uploadPart(new PartSlot(key, upload, 1), body));
    assertThat(uploads().listParts(key, upload)).hasValue(List.of(part));
    assertThat(uploads().listMultipartUploads(key))
        .extracting(OpenUpload::id)
        .containsExactly(upload);
    tag(uploads().completeMultipartUpload(key, upload, List.of(part), body.crc32c(), ABSENT));
    assertThat(stored(key)).isEqualTo(bytes(1000));
  }

  @Test
  void aSmallObjectCostsOneRequest() {
    tag(uploads().putObject(KEY, body(bytes(4096)), ABSENT));
    assertThat(s3.counters().requests()).isEqualTo(Map.of(S3Operation.PUT_OBJECT, 1L));
  }

  @Test
  void s3KeepsTheChecksumOfTheWholeObject() {
    UploadBody body = body(bytes(1000));
    tag(uploads().putObject(KEY, body, ABSENT));
    assertThat(uploads().headStored(KEY).map(StoredObject::crc32c)).hasValue(body.crc32c());
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart first = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body(zeros())));
    UploadedPart second = part(uploads().uploadPart(new PartSlot(KEY, upload, 2), body));
    assertThat(uploads().listParts(KEY, upload)).hasValue(List.of(first, second));
    Crc32c whole = Crc32c.of(ByteBuffer.wrap(zeros())).then(body.crc32c(), 1000);
    tag(uploads().completeMultipartUpload(KEY, upload, List.of(first, second), whole, NONE));
    assertThat(uploads().headStored(KEY).map(StoredObject::crc32c)).hasValue(whole);
  }

  @Test
  void aCompletionOfOtherBytesIsRefused() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart only = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body(bytes(1000))));
    assertThatThrownBy(() ->
            uploads().completeMultipartUpload(KEY, upload, List.of(only), new Crc32c(1), NONE))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO))
        .hasMessageContaining("BadDigest");
    assertThat(uploads().headStored(KEY)).isEmpty();
  }

  @Test
  void theTagOfAnObjectOfPartsIsKnownBeforehand() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart first = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body(zeros())));
    UploadedPart second =
        part(uploads().uploadPart(new PartSlot(KEY, upload, 2), body(bytes(1000))));
    List<UploadedPart> parts = List.of(first, second);

    assertThat(tag(uploads().completeMultipartUpload(KEY, upload, parts, null, NONE)))
        .isEqualTo(MultipartETag.of(parts));
  }

  /// As of a part that was sent twice, where the keys of a KMS give the same bytes other tags.
  @Test
  void aPartOfTheSameBytesIsTakenWhateverItsTagIs() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart part = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body(bytes(1000))));
    ETag other = new ETag("\"00000000000000000000000000000000\"");
    UploadedPart known = new UploadedPart(1, other, part.size(), part.crc32c());
    tag(uploads().completeMultipartUpload(KEY, upload, List.of(known), part.crc32c(), NONE));

    assertThat(stored(KEY)).isEqualTo(bytes(1000));
  }

  @Test
  void aPartOfOtherBytesIsNotTaken() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart part = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body(bytes(1000))));
    ETag other = new ETag("\"00000000000000000000000000000000\"");
    UploadedPart known = new UploadedPart(1, other, part.size(), new Crc32c(1));

    UploadedPart absent = new UploadedPart(2, other, 10, null);
    List<UploadedPart> parts = List.of(known, absent);
    assertThat(uploads().completeMultipartUpload(KEY, upload, parts, null, NONE))
        .isEqualTo(new PutOutcome.PartsDiffer(List.of(1, 2)));
    assertThat(uploads().headStored(KEY)).isEmpty();
  }

  @Test
  void anUploadThatIsGoneIsSaidToBe() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    uploads().abortMultipartUpload(KEY, upload);
    UploadBody body = body(bytes(1000));
    PartSlot slot = new PartSlot(KEY, upload, 1);
    ETag source = tag(uploads().putObject(KEY, body, NONE));
    assertThat(uploads().uploadPart(slot, body)).isEqualTo(new PartOutcome.NoSuchUpload());
    assertThat(uploads().uploadPartCopy(slot, source, 0, 10))
        .isEqualTo(new PartOutcome.NoSuchUpload());
    assertThat(uploads().listParts(KEY, upload)).isEmpty();
    UploadedPart part = new UploadedPart(1, source, 1000, body.crc32c());
    assertThat(uploads().completeMultipartUpload(KEY, upload, List.of(part), null, NONE))
        .isEqualTo(new PutOutcome.NoSuchUpload());
  }

  @Test
  void aCopyOfAnObjectThatIsGoneIsNone() {
    ETag source = tag(uploads().putObject(KEY, body(bytes(1000)), NONE));
    UploadId upload = uploads().createMultipartUpload(KEY);
    s3.delete(BUCKET, KEY.text());
    assertThat(uploads().uploadPartCopy(new PartSlot(KEY, upload, 1), source, 0, 10))
        .isEqualTo(new PartOutcome.SourceChanged());
  }

  @Test
  void manyPartsAreListedPageByPage() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    for (int number = 1; number <= 1001; number++) {
      uploads().uploadPart(new PartSlot(KEY, upload, number), UploadBody.EMPTY);
    }
    assertThat(uploads().listParts(KEY, upload).orElseThrow())
        .extracting(UploadedPart::number)
        .hasSize(1001)
        .startsWith(1, 2, 3)
        .endsWith(1000, 1001);
    assertThat(s3.counters().of(S3Operation.LIST_PARTS).requests()).isEqualTo(2);
  }

  @Test
  void uploadsOfLongerKeysAreNotOnesOwn() {
    UploadId own = uploads().createMultipartUpload(new ObjectKey("name"));
    uploads().createMultipartUpload(new ObjectKey("name-longer"));
    assertThat(uploads().listMultipartUploads(new ObjectKey("name")))
        .extracting(OpenUpload::id)
        .containsExactly(own);
  }

  @Test
  void w10_whereConditionsAreIgnoredTheObjectIsLookedAtFirst() {
    s3.bucket(BUCKET).setHeeded(HeededConditions.NONE);
    UploadBody body = body(bytes(10));
    ETag own = tag(uploads().putObject(KEY, body, ABSENT));
    assertThat(uploads().conditionalWrites().probe(KEY, body, own))
        .isEqualTo(uploads().headStored(KEY).map(StoredObject::eTag).orElseThrow());
    assertThat(uploads().putObject(KEY, body(bytes(20)), ABSENT))
        .isEqualTo(new PutOutcome.Conflict());
    ETag next = tag(uploads().putObject(KEY, body(bytes(20)), new Precondition.Unchanged(own)));
    assertThat(uploads().putObject(KEY, body(bytes(30)), new Precondition.Unchanged(own)))
        .isEqualTo(new PutOutcome.Conflict());
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart part = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body));
    assertThat(uploads().completeMultipartUpload(KEY, upload, List.of(part), null, ABSENT))
        .isEqualTo(new PutOutcome.Conflict());
    Precondition unchanged = new Precondition.Unchanged(next);
    tag(uploads().completeMultipartUpload(KEY, upload, List.of(part), null, unchanged));
  }

  /// On a server that is not known to heed the condition.
  private void assertThatOthersObjectsStay(Precondition only) {
    UploadBody body = body(bytes(20));
    assertThat(uploads().putObject(KEY, body, only)).isEqualTo(new PutOutcome.Conflict());
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart part = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body));
    assertThat(uploads().completeMultipartUpload(KEY, upload, List.of(part), null, only))
        .isEqualTo(new PutOutcome.Conflict());
    uploads().abortMultipartUpload(KEY, upload);
  }

  @Test
  void w10_whereConditionsAreRefusedTheObjectIsLookedAtFirst() {
    s3.bucket(BUCKET).setHeeded(HeededConditions.REFUSED);
    UploadBody body = body(bytes(10));
    ETag own = tag(uploads().putObject(KEY, body, ABSENT));
    assertThatOthersObjectsStay(ABSENT);
    tag(uploads().putObject(KEY, body(bytes(20)), new Precondition.Unchanged(own)));
    assertThatOthersObjectsStay(new Precondition.Unchanged(own));

    assertThat(stored(KEY)).isEqualTo(bytes(20));
    assertThat(uploads().conditionalWrites().isUnknown()).isFalse();
  }

  @Test
  void w10_whereALargeObjectIsTheFirstAndConditionsAreRefusedItIsPut() {
    s3.bucket(BUCKET).setHeeded(HeededConditions.REFUSED);
    UploadId upload = uploads().createMultipartUpload(KEY);
    UploadedPart part = part(uploads().uploadPart(new PartSlot(KEY, upload, 1), body(bytes(10))));
    tag(uploads().completeMultipartUpload(KEY, upload, List.of(part), null, ABSENT));

    assertThat(stored(KEY)).isEqualTo(bytes(10));
    assertThatOthersObjectsStay(ABSENT);
  }

  @Test
  void w10_whereOnlyNewObjectsAreHeededTheOthersAreLookedAtFirst() {
    s3.bucket(BUCKET).setHeeded(HeededConditions.NEW_OBJECTS);
    UploadBody body = body(bytes(10));
    ETag own = tag(uploads().putObject(KEY, body, ABSENT));
    uploads().conditionalWrites().probe(KEY, body, own);
    assertThatOthersObjectsStay(ABSENT);
    assertThatOthersObjectsStay(new Precondition.Unchanged(new ETag("\"0\"")));

    assertThat(stored(KEY)).isEqualTo(bytes(10));
  }

  @Test
  void w10_aRefusedConditionTakesNothingAwayFromThoseThatAreHeeded() {
    s3.bucket(BUCKET).setHeeded(HeededConditions.NEW_OBJECTS_ALONE);
    UploadBody body = body(bytes(10));
    ETag own = tag(uploads().putObject(KEY, body, ABSENT));
    uploads().conditionalWrites().probe(KEY, body, own);
    tag(uploads().putObject(KEY, body(bytes(20)), new Precondition.Unchanged(own)));
    assertThatOthersObjectsStay(ABSENT);
    assertThatOthersObjectsStay(new Precondition.Unchanged(own));
    long heads = s3.counters().of(S3Operation.HEAD_OBJECT).requests();
    ObjectKey other = new ObjectKey("other");
    tag(uploads().putObject(other, body, ABSENT));

    assertThat(s3.counters().of(S3Operation.HEAD_OBJECT).requests()).isEqualTo(heads);
    assertThat(stored(KEY)).isEqualTo(bytes(20));
  }

  private static byte[] zeros() {
    return new byte[PART];
  }
}
