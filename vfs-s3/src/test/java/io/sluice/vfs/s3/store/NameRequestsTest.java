package io.sluice.vfs.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.S3Settings;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.http.TestServer;
import io.sluice.vfs.s3.sdk.SdkNameRequests;
import io.sluice.vfs.s3.transport.NameRequests;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Both ways to ask for names ask the same, and read the same from what comes.
final class NameRequestsTest {
  enum Way {
    DIRECT,
    SDK
  }

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final BucketName BUCKET = new BucketName("pictures");
  private static final ObjectKey KEY = new ObjectKey("a b/é");

  private final BlockingQueue<String> heads = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(10);

  @BeforeEach
  void nothingIsLeft() {
    assertThat(heads).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPageIsAskedForAndRead(Way way) throws Exception {
    String page =
        "<ListBucketResult><Name>pictures</Name><EncodingType>url</EncodingType>"
            + "<Contents><Key>a/b%2Bc</Key><Size>3</Size><ETag>&quot;one&quot;</ETag></Contents>"
            + "<CommonPrefixes><Prefix>a/d/</Prefix></CommonPrefixes>"
            + "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"
            + "</ListBucketResult>";
    answers.add(answer("200 OK", page));
    ListPage came = list(way, new ListRequest("a/", true, "a/b&c", null, 1000));
    assertThat(came.objects()).extracting(each -> each.key().text()).containsExactly("a/b+c");
    assertThat(came.objects().getFirst().eTag()).isEqualTo(new ETag("\"one\""));
    assertThat(came.commonPrefixes()).containsExactly("a/d/");
    assertThat(came.nextToken()).isEqualTo("t");
    assertThat(heads.take())
        .startsWith("GET /pictures?")
        .contains("list-type=2", "max-keys=1000", "encoding-type=url", "delimiter=%2F")
        .contains("prefix=a%2F", "start-after=a%2Fb%26c");
  }

  @ParameterizedTest
  @EnumSource
  void anObjectIsAskedForAndDescribed(Way way) throws Exception {
    String head =
        """
        HTTP/1.1 200 OK
        content-length: 5000000000
        etag: "one"
        last-modified: Wed, 21 Oct 2015 07:28:00 GMT
        x-amz-storage-class: GLACIER

        """;
    answers.add(head.replace("\n", "\r\n"));
    ObjectSummary came = head(way);
    assertThat(came)
        .isEqualTo(
            new ObjectSummary(
                KEY,
                5_000_000_000L,
                Instant.parse("2015-10-21T07:28:00Z"),
                new ETag("\"one\""),
                StorageTier.ARCHIVED));
    assertThat(heads.take()).startsWith("HEAD /pictures/a%20b/%C3%A9 HTTP/1.1\r\n");
  }

  @ParameterizedTest
  @EnumSource
  void anAbsentObjectIsMissing(Way way) {
    answers.add("HTTP/1.1 404 Not Found\r\ncontent-length: 120\r\n\r\n");
    assertThatThrownBy(() -> head(way))
        .satisfies(thrown ->
            assertThat(S3Errors.of(S3Operation.HEAD_OBJECT, thrown))
                .isEqualTo(S3Failure.Negative.MISSING));
  }

  @ParameterizedTest
  @EnumSource
  void aPageOfAnotherServerIsNoObject(Way way) {
    answers.add("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 120\r\n\r\n");
    assertThatThrownBy(() -> head(way))
        .satisfies(thrown ->
            assertThat(S3Errors.of(S3Operation.HEAD_OBJECT, thrown))
                .isInstanceOfSatisfying(
                    S3Failure.Retryable.class,
                    failure ->
                        assertThat(failure.words()).contains("another server than S3 answered")));
  }

  @ParameterizedTest
  @EnumSource
  void anErrorIsTold(Way way) {
    answers.add(answer("503 Slow", "<Error><Code>SlowDown</Code></Error>"));
    assertThatThrownBy(() -> list(way, new ListRequest("", false, null, "t", 1)))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            thrown -> assertThat(S3Errors.code(thrown)).isEqualTo("SlowDown"));
  }

  @ParameterizedTest
  @EnumSource
  void aPageThatBreaksOffIsAskedForAgain(Way way) {
    answers.add(answer("200 OK", "<ListBucketResult><Contents><Key>a</Key>"));
    assertThatThrownBy(() -> list(way, new ListRequest("", false, null, null, 1)))
        .satisfies(thrown ->
            assertThat(S3Errors.of(S3Operation.LIST_OBJECTS_V2, thrown))
                .isInstanceOf(S3Failure.Retryable.class));
  }

  private static String answer(String status, String body) {
    return "HTTP/1.1 " + status + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
  }

  private ListPage list(Way way, ListRequest request) throws Exception {
    try (TestServer server = new TestServer(this::answerAll);
        S3Connection connection = connection(server)) {
      return requests(way, connection).list(request, LONG);
    }
  }

  private ObjectSummary head(Way way) throws Exception {
    try (TestServer server = new TestServer(this::answerAll);
        S3Connection connection = connection(server)) {
      return requests(way, connection).head(KEY, LONG);
    }
  }

  private void answerAll(int number, Socket socket, InputStream input) throws IOException {
    for (String head = TestServer.head(input); !head.isEmpty(); head = TestServer.head(input)) {
      heads.add(head);
      TestServer.answer(socket, answers.remove());
    }
  }

  private static NameRequests requests(Way way, S3Connection connection) {
    return switch (way) {
      case DIRECT -> connection.names(BUCKET);
      case SDK -> new SdkNameRequests(connection.smallCalls(), BUCKET);
    };
  }

  private static S3Connection connection(TestServer server) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.port());
    return S3Connection.open(new S3Settings(endpoint, "us-east-1", null, true, true, LONG));
  }
}
