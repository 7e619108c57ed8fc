package io.sluice.vfs.s3.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.checksum.ChecksumSupport;
import io.sluice.vfs.s3.http.TestServer;
import io.sluice.vfs.s3.store.S3Connection;
import io.sluice.vfs.s3.transport.BodyRequest;
import io.sluice.vfs.s3.transport.BodySender;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

/// The way behind a proxy, here without one.
final class SdkBodySenderTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final ObjectKey KEY = new ObjectKey("a b");

  private static final String REFUSAL =
      "HTTP/1.1 501 No\r\ncontent-length: 43\r\n\r\n"
          + "<Error><Code>NotImplemented</Code>.</Error>";

  private static final BucketName BUCKET = new BucketName("pictures");

  private final BlockingQueue<String> heads = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<byte[]> bodies = new ArrayBlockingQueue<>(10);

  @Test
  void bodiesAreSentAsTheyAreWithTheirChecksum() throws Exception {
    ByteBuffer piece = ByteBuffer.allocateDirect(100_001).position(1);
    UploadBody body = new UploadBody(List.of(piece), 100_000, Crc32c.of(piece));
    try (TestServer server = new TestServer(this::answerAll);
        S3Connection connection = connection(server)) {
      BodySender sender = sender(connection);
      BodyRequest whole = new BodyRequest.Whole(KEY, new Precondition.Absent());
      assertThat(sender.send(whole, body, LONG)).isEqualTo(new ETag("\"one\""));
      assertThat(heads.take())
          .startsWith("PUT /pictures/a%20b HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nif-none-match: *\r\n")
          .containsIgnoringCase("\r\nx-amz-checksum-crc32c: " + body.crc32c().base64() + "\r\n")
          .containsIgnoringCase("\r\ncontent-length: 100000\r\n")
          .doesNotContainIgnoringCase("aws-chunked")
          .doesNotContainIgnoringCase("expect:");
      assertThat(bodies.take()).hasSize(100_000);
      BodyRequest part = new BodyRequest.Part(new PartSlot(KEY, new UploadId("id"), 7));
      assertThat(sender.send(part, body, LONG)).isEqualTo(new ETag("\"one\""));
      assertThat(heads.take()).contains("partNumber=7").contains("uploadId=id");
      assertThat(bodies.take()).hasSize(100_000);
      assertThat(piece.position()).isEqualTo(1);
    }
  }

  private void answerAll(int number, Socket socket, InputStream input) throws IOException {
    for (String head = TestServer.head(input); !head.isEmpty(); head = TestServer.head(input)) {
      heads.add(head);
      bodies.add(TestServer.body(head, input));
      TestServer.answer(socket, TestServer.OK);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    TestServer.Conversation silence =
        (number, socket, input) -> {
          try {
            done.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        };
    try (TestServer server = new TestServer(silence);
        S3Connection connection = connection(server)) {
      BodyRequest whole = new BodyRequest.Whole(KEY, new Precondition.None());
      assertThatThrownBy(
              () -> sender(connection).send(whole, UploadBody.EMPTY, Duration.ofMillis(200)))
          .isInstanceOf(ApiCallAttemptTimeoutException.class);
      done.countDown();
    }
  }

  @Test
  void aServerThatTakesNoChecksumsGetsNone() throws Exception {
    TestServer.Conversation refusing =
        (number, socket, input) -> {
          for (String head = TestServer.head(input);
              !head.isEmpty();
              head = TestServer.head(input)) {
            heads.add(head);
            bodies.add(TestServer.body(head, input));
            TestServer.answer(socket, head.contains("hecksum") ? REFUSAL : TestServer.OK);
          }
        };
    try (TestServer server = new TestServer(refusing);
        S3Connection connection = connection(server)) {
      BodySender sender = sender(connection);
      BodyRequest whole = new BodyRequest.Whole(KEY, new Precondition.None());
      assertThat(sender.send(whole, UploadBody.EMPTY, LONG)).isEqualTo(new ETag("\"one\""));
      BodyRequest part = new BodyRequest.Part(new PartSlot(KEY, new UploadId("id"), 7));
      assertThat(sender.send(part, UploadBody.EMPTY, LONG)).isEqualTo(new ETag("\"one\""));
      assertThat(heads).hasSize(3);
    }
  }

  @Test
  void nothingIsSentOnceTheConnectionIsClosed() throws Exception {
    try (TestServer server = new TestServer(this::answerAll)) {
      S3Connection connection = connection(server);
      BodySender sender = sender(connection);
      connection.close();
      BodyRequest whole = new BodyRequest.Whole(KEY, new Precondition.None());
      assertThatThrownBy(() -> sender.send(whole, UploadBody.EMPTY, LONG))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(heads).isEmpty();
    }
  }

  private static BodySender sender(S3Connection connection) {
    return new SdkBodySender(connection.sentBodies(), BUCKET, new ChecksumSupport(BUCKET, false));
  }

  private static S3Connection connection(TestServer server) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.port());
    return S3Connection.open(new S3Settings(endpoint, "us-east-1", null, true, true, LONG));
  }
}
