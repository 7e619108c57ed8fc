package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;
import static io.sluice.it.s3.ObjectStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.store.S3ObjectStore;
import io.sluice.vfs.s3.store.S3Uploads;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How objects come into any S3 server.
abstract class UploadsContract {
  static final ObjectKey KEY = new ObjectKey("a b/ü+&.bin");
  static final Precondition NONE = new Precondition.None();
  static final Precondition ABSENT = new Precondition.Absent();

  /// The least that a part may have which is not the last.
  static final int PART = 5 << 20;

  private S3ObjectStore store;

  /// The server, which has the bucket [ObjectStoreContract#BUCKET].
  abstract S3Endpoint endpoint();

  /// The bytes of an object, by another way.
  abstract byte[] stored(ObjectKey key);

  @BeforeEach
  final void open() {
    endpoint().giveCredentials();
    store = S3ObjectStore.open(endpoint().settings(), new BucketName(BUCKET), S3Calls.UNOBSERVED);
  }

  @AfterEach
  final void close() {
    store.close();
    CredentialProperties.clear();
  }

  final S3Uploads uploads() {
    return store.uploads();
  }

  /// A body in two direct pieces, neither of which begins at its buffer's start.
  static UploadBody body(byte[] bytes) {
    int half = bytes.length / 2;
    ByteBuffer first = ByteBuffer.allocateDirect(half + 1).position(1);
    first.put(bytes, 0, half).position(1);
    ByteBuffer second = ByteBuffer.allocateDirect(bytes.length - half + 1).position(1);
    second.put(bytes, half, bytes.length - half).position(1);
    Crc32c crc32c = Crc32c.of(ByteBuffer.wrap(bytes));
    return new UploadBody(List.of(first, second), bytes.length, crc32c);
  }

  static ETag tag(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Stored.class);
    return ((PutOutcome.Stored) outcome).eTag();
  }

  static UploadedPart part(PartOutcome outcome) {
    assertThat(outcome).isInstanceOf(PartOutcome.Stored.class);
    return ((PartOutcome.Stored) outcome).part();
  }

  @Test
  void anObjectIsPutAndFound() {
    byte[] content = bytes(100_000);
    UploadBody body = body(content);
    ETag tag = tag(uploads().putObject(KEY, body, NONE));
    assertThat(stored(KEY)).isEqualTo(content);
    assertThat(body.pieces()).allMatch(piece -> piece.position() == 1);
    assertThat(uploads().headStored(KEY))
        .hasValueSatisfying(there -> {
          assertThat(there.eTag()).isEqualTo(tag);
          assertThat(there.size()).isEqualTo(100_000);
          assertThat(there.crc32c()).isIn(null, body.crc32c());
        });
    assertThat(uploads().headStored(new ObjectKey("nothing"))).isEmpty();
  }

  @Test
  void w11_anEmptyObjectIsPut() {
    tag(uploads().putObject(KEY, UploadBody.EMPTY, NONE));
    assertThat(uploads().headStored(KEY).map(StoredObject::size)).hasValue(0L);
  }

  @Test
  void w10_nobodysObjectIsReplacedUnseen() {
    ETag first = tag(uploads().putObject(KEY, body(bytes(10)), ABSENT));
    assertThat(uploads().putObject(KEY, body(bytes(20)), ABSENT))
        .isEqualTo(new PutOutcome.Conflict());
    Precondition unchanged = new Precondition.Unchanged(first);
    ETag second = tag(uploads().putObject(KEY, body(bytes(20)), unchanged));
    assertThat(second).isNotEqualTo(first);
    assertThat(uploads().putObject(KEY, body(bytes(30)), unchanged))
        .isEqualTo(new PutOutcome.Conflict());
    assertThat(uploads().putObject(new ObjectKey("gone"), body(bytes(30)), unchanged))
        .isEqualTo(new PutOutcome.Conflict());
    assertThat(stored(KEY)).isEqualTo(bytes(20));
  }

  @Test
  void theProbeLearnsThatConditionsAreHeeded() {
    UploadBody body = body(bytes(10));
    ETag own = tag(uploads().putObject(KEY, body, NONE));
    assertThat(uploads().conditionalWrites().isUnknown()).isTrue();
    assertThat(uploads().conditionalWrites().probe(KEY, body, own)).isEqualTo(own);
    assertThat(uploads().conditionalWrites().isUnknown()).isFalse();
  }

  @Test
  void anObjectIsMadeOfParts() {
    byte[] content = bytes(2 * PART + 1000);
    UploadId upload = uploads().createMultipartUpload(KEY);
    Instant begin = Instant.now();
    assertThat(uploads().listMultipartUploads(KEY))
        .singleElement()
        .satisfies(open -> {
          assertThat(open.id()).isEqualTo(upload);
          assertThat(open.initiated()).isCloseTo(begin, within(1, ChronoUnit.MINUTES));
        });
    UploadedPart third = put(upload, 7, content, 2 * PART, content.length);
    UploadedPart first = put(upload, 1, content, 0, PART);
    put(upload, 2, content, 0, PART);
    UploadedPart second = put(upload, 2, content, PART, 2 * PART);
    List<UploadedPart> parts = List.of(first, second, third);
    assertThat(uploads().listParts(KEY, upload).orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("crc32c")
        .isEqualTo(parts);
    assertThat(uploads().headStored(KEY)).isEmpty();
    Crc32c whole = Crc32c.of(ByteBuffer.wrap(content));
    ETag tag = tag(uploads().completeMultipartUpload(KEY, upload, parts, whole, ABSENT));
    assertThat(stored(KEY)).isEqualTo(content);
    assertThat(uploads().headStored(KEY).map(StoredObject::eTag)).hasValue(tag);
    assertThat(uploads().listMultipartUploads(KEY)).isEmpty();
  }

  private UploadedPart put(UploadId upload, int number, byte[] content, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(content, from, to);
    return part(uploads().uploadPart(new PartSlot(KEY, upload, number), body(bytes)));
  }

  @Test
  void w10_aCompletionReplacesNobodysObjectUnseen() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    byte[] content = bytes(1000);
    List<UploadedPart> parts = List.of(put(upload, 1, content, 0, 1000));
    ETag other = tag(uploads().putObject(KEY, body(bytes(10)), NONE));
    assertThat(uploads().completeMultipartUpload(KEY, upload, parts, null, ABSENT))
        .isEqualTo(new PutOutcome.Conflict());
    Precondition gone = new Precondition.Unchanged(new ETag("\"0123456789abcdef\""));
    assertThat(uploads().completeMultipartUpload(KEY, upload, parts, null, gone))
        .isEqualTo(new PutOutcome.Conflict());
    Precondition unchanged = new Precondition.Unchanged(other);
    tag(uploads().completeMultipartUpload(KEY, upload, parts, null, unchanged));
    assertThat(stored(KEY)).isEqualTo(content);
  }

  @Test
  void w8_bytesAreCopiedInsideS3() {
    byte[] content = bytes(PART + 1000);
    ETag source = tag(uploads().putObject(KEY, body(content), NONE));
    UploadId upload = uploads().createMultipartUploadForCopies(KEY);
    PartSlot slot = new PartSlot(KEY, upload, 1);
    UploadedPart first = part(uploads().uploadPartCopy(slot, source, 0, PART));
    assertThat(first.size()).isEqualTo(PART);
    UploadedPart second = put(upload, 2, bytes(10), 0, 10);
    assertThat(uploads().uploadPartCopy(slot, new ETag("\"0123456789abcdef\""), 0, PART))
        .isEqualTo(new PartOutcome.SourceChanged());
    tag(
        uploads()
            .completeMultipartUpload(
                KEY, upload, List.of(first, second), null, new Precondition.Unchanged(source)));
    byte[] joined = stored(KEY);
    assertThat(joined).hasSize(PART + 10);
    assertThat(Arrays.copyOf(joined, PART)).isEqualTo(Arrays.copyOf(content, PART));
  }

  @Test
  void d4_anAbortedUploadIsGone() {
    UploadId upload = uploads().createMultipartUpload(KEY);
    put(upload, 1, bytes(1000), 0, 1000);
    uploads().abortMultipartUpload(KEY, upload);
    uploads().abortMultipartUpload(KEY, upload);
    assertThat(uploads().listMultipartUploads(KEY)).isEmpty();
  }

  @Test
  void damagedBytesAreNotStored() {
    UploadBody right = body(bytes(1000));
    UploadBody wrong = new UploadBody(right.pieces(), 1000, new Crc32c(1));
    assertThatThrownBy(() -> uploads().putObject(KEY, wrong, NONE))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO))
        .hasMessageContaining("BadDigest");
    assertThat(uploads().headStored(KEY)).isEqualTo(Optional.empty());
  }
}
