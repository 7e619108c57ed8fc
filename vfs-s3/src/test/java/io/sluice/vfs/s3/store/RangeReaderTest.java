package io.sluice.vfs.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.VersionId;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.error.DamagedBodyException;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.http.TestServer;
import io.sluice.vfs.s3.sdk.BlockingRangeReader;
import io.sluice.vfs.s3.transport.CallSubject;
import io.sluice.vfs.s3.transport.ObjectPin;
import io.sluice.vfs.s3.transport.RangeBody;
import io.sluice.vfs.s3.transport.RangeReader;
import io.sluice.vfs.s3.transport.RangeReader.Part;
import io.sluice.vfs.s3.transport.RangeReader.Range;
import io.sluice.vfs.s3.transport.RangeReader.RangeAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkException;

/// Both ways to read a range ask the same, and take the same from what comes.
final class RangeReaderTest {
  enum Way {
    DIRECT,
    SDK
  }

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final BucketName BUCKET = new BucketName("pictures");
  private static final ObjectKey KEY = new ObjectKey("a b/é");
  private static final ETag ONE = new ETag("\"one\"");
  private static final VersionId VERSION = new VersionId("v1");

  private static final String PARTIAL =
      """
      HTTP/1.1 206 Partial Content
      content-range: bytes 4-7/10
      etag: "one"
      last-modified: Wed, 21 Oct 2015 07:28:00 GMT
      x-amz-version-id: v1
      """;

  private final BlockingQueue<String> heads = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(10);
  private final ChecksumSupport checksums = new ChecksumSupport(BUCKET, false);
  private final ByteBuffer into = ByteBuffer.allocateDirect(10);

  @AfterEach
  void allIsAskedFor() {
    assertThat(answers).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRangeIsAskedForAndComes(Way way) throws Exception {
    answers.add(answer(PARTIAL + "content-length: 4", "efgh"));
    ObjectPin seen = new ObjectPin(ONE, 10, Instant.parse("2015-10-21T07:28:00Z"));
    assertThat(read(way, range(4, 4, ONE, VERSION))).isEqualTo(new Part(seen, VERSION, 4, false));
    assertThat(came()).isEqualTo("efgh");
    assertThat(heads.take())
        .startsWith("GET /pictures/a%20b/%C3%A9?versionId=v1 HTTP/1.1\r\n")
        .containsIgnoringCase("\r\nrange: bytes=4-7\r\n")
        .containsIgnoringCase("\r\nif-match: \"one\"\r\n")
        .doesNotContainIgnoringCase("checksum");
  }

  @ParameterizedTest
  @EnumSource
  void aWholeObjectIsAskedForWithItsChecksum(Way way) throws Exception {
    answers.add(
        answer("HTTP/1.1 200 OK\netag: \"one\"\nx-amz-checksum-crc32: y/Q5Jg==", "123456789"));
    assertThat(read(way, whole(9))).isInstanceOf(Part.class);
    assertThat(came()).isEqualTo("123456789");
    assertThat(heads.take())
        .startsWith("GET /pictures/a%20b/%C3%A9 HTTP/1.1\r\n")
        .containsIgnoringCase("\r\nx-amz-checksum-mode: ENABLED\r\n")
        .containsIgnoringCase("x-amz-checksum-mode;")
        .containsIgnoringCase("\r\nif-match: \"one\"\r\n")
        .doesNotContainIgnoringCase("\r\nrange:");
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatTellsNoChecksumsIsAskedWithout(Way way) throws Exception {
    String words =
        "<Error><Code>InvalidArgument</Code><Message>Unsupported header"
            + " 'x-amz-checksum-mode'</Message></Error>";
    answers.add(
        answer("HTTP/1.1 400 No\nconnection: close\ncontent-length: " + words.length(), words));
    answers.add(
        answer("HTTP/1.1 200 OK\netag: \"one\"\nx-amz-checksum-crc32: y/Q5Jg==", "123456789"));
    assertThat(read(way, whole(9))).isInstanceOf(Part.class);
    assertThat(came()).isEqualTo("123456789");
    assertThat(heads.take()).containsIgnoringCase("x-amz-checksum-mode");
    assertThat(heads.take()).doesNotContainIgnoringCase("x-amz-checksum-mode");
    answers.add(
        answer("HTTP/1.1 200 OK\netag: \"one\"\nx-amz-checksum-crc32: y/Q5Jg==", "123456789"));
    into.clear();
    assertThat(read(way, whole(9))).isInstanceOf(Part.class);
    assertThat(heads.take()).doesNotContainIgnoringCase("x-amz-checksum-mode");
  }

  @ParameterizedTest
  @EnumSource
  void r1_damagedBytesAreFoundOutAndNotHandedOn(Way way) {
    answers.add(
        answer("HTTP/1.1 200 OK\netag: \"one\"\nx-amz-checksum-crc32: y/Q5Jg==", "123456780"));
    assertThatThrownBy(() -> read(way, whole(9))).isInstanceOf(DamagedBodyException.class);
    assertThat(into.position()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void chunksServeAsWell(Way way) throws Exception {
    String chunks = "2\r\nef\r\n2\r\ngh\r\n0\r\n\r\n";
    answers.add((PARTIAL + "transfer-encoding: chunked\n\n").replace("\n", "\r\n") + chunks);
    assertThat(read(way, range(4, 4, ONE, null)))
        .isInstanceOfSatisfying(Part.class, part -> assertThat(part.broken()).isFalse());
    assertThat(came()).isEqualTo("efgh");
    answers.add("HTTP/1.1 200 OK\r\netag: \"one\"\r\ntransfer-encoding: chunked\r\n\r\n" + chunks);
    into.clear();
    assertThat(read(way, whole(4))).isInstanceOf(Part.class);
    assertThat(came()).isEqualTo("efgh");
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatBreaksOffIsAPart(Way way) throws Exception {
    answers.add((PARTIAL + "content-length: 4\n\nef").replace("\n", "\r\n"));
    assertThat(read(way, range(4, 4, ONE, null)))
        .isInstanceOfSatisfying(
            Part.class,
            part -> {
              assertThat(part.broken()).isTrue();
              assertThat(part.bytes()).isEqualTo(2);
            });
    assertThat(came()).isEqualTo("ef");
  }

  @ParameterizedTest
  @EnumSource
  void aWholeBodyInPlaceOfARangeServesAtTheStartOnly(Way way) throws Exception {
    answers.add(answer("HTTP/1.1 200 OK\netag: \"one\"", "abcdefghij"));
    assertThat(read(way, range(0, 4, ONE, null))).isInstanceOf(Part.class);
    assertThat(came()).isEqualTo("abcd");
    answers.add(answer("HTTP/1.1 200 OK\netag: \"one\"", "abcdefghij"));
    assertThatThrownBy(() -> read(way, range(4, 4, ONE, null))).isInstanceOf(SdkException.class);
  }

  @ParameterizedTest
  @EnumSource
  void r2_anotherVersionIsNotTaken(Way way) throws Exception {
    answers.add(answer(PARTIAL, "efgh"));
    assertThat(read(way, range(4, 4, new ETag("\"two\""), null)))
        .isEqualTo(new RangeReader.Other());
    for (String other : new String[] {"12345678", "1234567890", ""}) {
      answers.add(answer("HTTP/1.1 200 OK\netag: \"one\"", other));
      assertThat(read(way, whole(9))).isEqualTo(new RangeReader.Other());
    }
    assertThat(into.position()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void r2_aPageOfAnotherServerIsNotTaken(Way way) {
    for (Range range : new Range[] {whole(10), range(0, 4, ONE, null), range(4, 4, ONE, null)}) {
      answers.add(answer("HTTP/1.1 200 OK", "<a>log in<"));
      assertThatThrownBy(() -> read(way, range))
          .satisfies(thrown ->
              assertThat(S3Errors.of(S3Operation.GET_OBJECT, thrown))
                  .isInstanceOfSatisfying(
                      S3Failure.Retryable.class,
                      failure ->
                          assertThat(failure.words()).contains("another server than S3 answered")));
    }
    assertThat(into.position()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aServerWithoutETagsIsBelieved(Way way) throws Exception {
    String head = "HTTP/1.1 200 OK\nlast-modified: Wed, 21 Oct 2015 07:28:00 GMT";
    answers.add(answer(head, "123456789"));
    assertThat(read(way, whole(9, null))).isInstanceOf(Part.class);
    assertThat(came()).isEqualTo("123456789");
  }

  @ParameterizedTest
  @EnumSource
  void r2_anAnswerWithoutTheETagThatIsKnownIsNotTaken(Way way) throws Exception {
    String head = "HTTP/1.1 200 OK\nlast-modified: Wed, 21 Oct 2015 07:28:00 GMT";
    answers.add(answer(head, "123456789"));
    assertThat(read(way, whole(9))).isEqualTo(new RangeReader.Other());
    assertThat(into.position()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anErrorIsTold(Way way) {
    answers.add(answer("HTTP/1.1 412 No", "<Error><Code>PreconditionFailed</Code></Error>"));
    assertThatThrownBy(() -> read(way, range(4, 4, ONE, null)))
        .satisfies(thrown ->
            assertThat(S3Errors.of(S3Operation.GET_OBJECT, thrown))
                .isEqualTo(S3Failure.Negative.CHANGED));
    answers.add(answer("HTTP/1.1 416 No", "<Error><Code>InvalidRange</Code></Error>"));
    assertThatThrownBy(() -> read(way, range(4, 4, ONE, null)))
        .satisfies(thrown ->
            assertThat(S3Errors.of(S3Operation.GET_OBJECT, thrown))
                .isEqualTo(S3Failure.Negative.BEHIND_END));
  }

  private static String answer(String head, String body) {
    boolean told = head.contains("content-length");
    String length = told ? "" : "\ncontent-length: " + body.length();
    return (head.strip() + length + "\n\n").replace("\n", "\r\n") + body;
  }

  private static Range range(long offset, long length, ETag tag, @Nullable VersionId version) {
    ObjectPin pin = ObjectPin.of(request(new GetRequest(KEY, offset, tag, version), length, false));
    return new Range(KEY, offset, length, false, pin, version);
  }

  private static Range whole(long length) {
    return whole(length, ONE);
  }

  private static Range whole(long length, @Nullable ETag tag) {
    ObjectPin pin = ObjectPin.of(request(new GetRequest(KEY, 0, tag, null), length, true));
    return new Range(KEY, 0, length, true, pin, null);
  }

  private static RangeRequest request(GetRequest get, long length, boolean isWhole) {
    return new RangeRequest(get, length, isWhole);
  }

  private String came() {
    return StandardCharsets.US_ASCII.decode(into.duplicate().flip()).toString();
  }

  private RangeAnswer read(Way way, Range range) throws Exception {
    CallSubject subject = new CallSubject(S3Operation.GET_OBJECT, BUCKET, KEY.text());
    GetRequest get = new GetRequest(KEY, range.offset(), null, null);
    RangeBody body =
        new RangeBody(subject, request(get, range.length(), range.isWhole()), BodySink.of(into));
    System.setProperty("aws.accessKeyId", "AKIAANY");
    System.setProperty("aws.secretAccessKey", "any");
    try (TestServer server = new TestServer(this::answerOnce);
        S3Connection connection = connection(server)) {
      return reader(way, connection).read(range, body, LONG);
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private void answerOnce(int number, Socket socket, InputStream input) throws IOException {
    heads.add(TestServer.head(input));
    TestServer.answer(socket, answers.remove());
    socket.shutdownOutput();
    var _ = input.read();
  }

  private RangeReader reader(Way way, S3Connection connection) {
    return switch (way) {
      case DIRECT -> connection.reader(BUCKET, checksums);
      case SDK -> new BlockingRangeReader(connection.bodies(), BUCKET, checksums);
    };
  }

  private static S3Connection connection(TestServer server) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.port());
    return S3Connection.open(new S3Settings(endpoint, "us-east-1", null, false, true, LONG));
  }
}
