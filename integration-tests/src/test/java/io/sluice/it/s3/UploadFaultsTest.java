package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;
import static io.sluice.it.s3.ObjectStoreContract.bytes;
import static io.sluice.it.s3.UploadsContract.ABSENT;
import static io.sluice.it.s3.UploadsContract.KEY;
import static io.sluice.it.s3.UploadsContract.NONE;
import static io.sluice.it.s3.UploadsContract.body;
import static io.sluice.it.s3.UploadsContract.part;
import static io.sluice.it.s3.UploadsContract.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.Gate;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.s3.store.S3ObjectStore;
import io.sluice.vfs.s3.store.S3Uploads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Uploads when S3 or the way there fails.
final class UploadFaultsTest {
  @AutoClose private final FailingS3 failing = new FailingS3();
  private final FakeS3 s3 = failing.s3;
  private final S3Uploads uploads = failing.store.uploads();

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown",
    "500, InternalError",
    "520, UnknownError",
    "400, ExpiredToken",
    "409, ConditionalRequestConflict",
    "400, RequestTimeout",
    "400, BadDigest",
    "403, RequestTimeTooSkewed"
  })
  void c2_whatMaySucceedLaterIsSentAgain(int status, String code) {
    s3.fault(FaultRule.on(new Fault.Status(status, code)).times(1));
    tag(uploads.putObject(KEY, body(bytes(1000)), ABSENT));
    assertThat(failing.requests(S3Operation.PUT_OBJECT)).isEqualTo(2);
    assertThat(s3.object(BUCKET, KEY.text()).body().read()).isEqualTo(bytes(1000));
  }

  @Test
  void c2_resetsAreSentAgain() {
    UploadId upload = uploads.createMultipartUpload(KEY);
    s3.fault(FaultRule.on(new Fault.Reset(), S3Operation.UPLOAD_PART).times(3));
    byte[] content = bytes(6_000_000);
    UploadedPart part = part(uploads.uploadPart(new PartSlot(KEY, upload, 1), body(content)));
    tag(uploads.completeMultipartUpload(KEY, upload, List.of(part), part.crc32c(), ABSENT));
    assertThat(s3.object(BUCKET, KEY.text()).body().read()).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, BUSY",
    "400, ExpiredToken, BUSY",
    "403, AccessDenied, ACCESS_DENIED",
    "403, QuotaExceeded, NO_SPACE",
    "507, XMinioStorageFull, NO_SPACE",
    "400, EntityTooLarge, TOO_LARGE",
    "400, BadDigest, IO",
    "400, InvalidRequest, IO"
  })
  void whatDoesNotGoAwayIsSaidWithBucketAndKey(int status, String code, VfsError error) {
    s3.fault(FaultRule.on(new Fault.Status(status, code)));
    VfsException thrown =
        catchThrowableOfType(
            VfsException.class, () -> uploads.putObject(KEY, body(bytes(1000)), NONE));
    assertThat(thrown.error()).isEqualTo(error);
    assertThat(thrown).hasMessageContaining("s3://pictures/a b/ü+&.bin").hasMessageContaining(code);
  }

  @Test
  void aLostAnswerLooksLikeAConflictOfOurOwnDoing() {
    s3.fault(FaultRule.on(new Fault.LostAnswer(), S3Operation.PUT_OBJECT).times(1));
    assertThat(uploads.putObject(KEY, body(bytes(1000)), ABSENT))
        .isEqualTo(new PutOutcome.Conflict());
    UploadId upload = uploads.createMultipartUpload(KEY);
    UploadedPart part = part(uploads.uploadPart(new PartSlot(KEY, upload, 1), body(bytes(1000))));
    s3.fault(FaultRule.on(new Fault.LostAnswer(), S3Operation.COMPLETE_MULTIPART_UPLOAD).times(1));
    assertThat(uploads.completeMultipartUpload(KEY, upload, List.of(part), null, NONE))
        .isEqualTo(new PutOutcome.NoSuchUpload());
  }

  @Test
  void anUploadThatIsGoneMayBeCalledAKey() {
    UploadId upload = uploads.createMultipartUpload(KEY);
    UploadedPart part = part(uploads.uploadPart(new PartSlot(KEY, upload, 1), body(bytes(1000))));
    s3.fault(FaultRule.on(new Fault.Status(404, "NoSuchKey")));
    assertThat(uploads.uploadPart(new PartSlot(KEY, upload, 2), body(bytes(1000))))
        .isEqualTo(new PartOutcome.NoSuchUpload());
    for (Precondition only : List.of(ABSENT, NONE)) {
      assertThat(uploads.completeMultipartUpload(KEY, upload, List.of(part), null, only))
          .isEqualTo(new PutOutcome.NoSuchUpload());
    }
    Precondition unchanged = new Precondition.Unchanged(part.eTag());
    assertThat(uploads.completeMultipartUpload(KEY, upload, List.of(part), null, unchanged))
        .isEqualTo(new PutOutcome.Conflict());
  }

  @Test
  void anErrorInTheBodyOfASuccessIsAnError() {
    UploadId upload = uploads.createMultipartUpload(KEY);
    UploadedPart part = part(uploads.uploadPart(new PartSlot(KEY, upload, 1), body(bytes(1000))));
    FaultRule once = FaultRule.on(new Fault.Status(200, "InternalError")).times(1);
    s3.fault(once);
    tag(uploads.completeMultipartUpload(KEY, upload, List.of(part), null, NONE));
    assertThat(failing.requests(S3Operation.COMPLETE_MULTIPART_UPLOAD)).isEqualTo(2);
  }

  @Test
  void anObjectThatIsNotWhatWasWrittenIsAnError() throws IOException {
    String result =
        "<CompleteMultipartUploadResult><ETag>&quot;one-1&quot;</ETag>"
            + "<ChecksumCRC32C>AAAAAA==</ChecksumCRC32C></CompleteMultipartUploadResult>";
    String head = "HTTP/1.1 200 OK\r\ncontent-length: " + result.length() + "\r\n\r\n";
    UploadedPart part = new UploadedPart(1, new ETag("\"one\""), 5, new Crc32c(5));
    try (CannedServer server = new CannedServer(head + result);
        S3ObjectStore lying =
            S3ObjectStore.open(
                S3Endpoint.settings(server.endpoint()),
                new BucketName(BUCKET),
                S3Calls.UNOBSERVED)) {
      VfsException thrown =
          catchThrowableOfType(
              VfsException.class,
              () ->
                  lying
                      .uploads()
                      .completeMultipartUpload(
                          KEY, new UploadId("any"), List.of(part), part.crc32c(), NONE));
      assertThat(thrown.error()).isEqualTo(VfsError.IO);
      assertThat(thrown).hasMessageContaining("damaged");
    }
  }

  @Test
  void anInterruptEndsAnUploadWhoseBytesNobodyTakes() throws Exception {
    Gate gate = s3.hold(S3Operation.PUT_OBJECT, KEY.text());
    FutureTask<VfsError> ended =
        new FutureTask<>(() -> {
          VfsException thrown =
              catchThrowableOfType(
                  VfsException.class, () -> uploads.putObject(KEY, body(bytes(30_000_000)), NONE));
          assertThat(Thread.interrupted()).isTrue();
          return thrown.error();
        });
    Thread caller = Thread.ofVirtual().start(ended);
    gate.awaitArrivals(1);
    caller.interrupt();
    assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo(VfsError.BUSY);
    gate.release();
  }
}
