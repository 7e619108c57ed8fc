package io.sluice.vfs.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.http.HttpAnswer;
import io.sluice.vfs.s3.http.HttpOrigin;
import io.sluice.vfs.s3.http.HttpSender;
import io.sluice.vfs.s3.http.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// A HEAD is refused without a reason, also when it is the clock.
final class WrongClockTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final S3Failure SKEWED =
      new S3Failure.Retryable(S3Failure.Cause.CLOCK_SKEW, "HTTP 403 RequestTimeTooSkewed");

  private final BlockingQueue<String> heads = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(10);
  private final RequestSigner signer =
      new RequestSigner(
          StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAONE", "secret")),
          Region.US_EAST_1,
          Clock.fixed(NOW, ZoneOffset.UTC));

  private TestServer server;
  private HttpSender sender;
  private DirectBucket bucket;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(this::answerAll);
    HttpOrigin origin = new HttpOrigin(false, "127.0.0.1", server.port());
    sender = new HttpSender(origin, new HttpSender.Limits(LONG, LONG, LONG));
    bucket = new DirectBucket(sender, new BucketAddress(origin, "127.0.0.1", "/pictures/"), signer);
  }

  @AfterEach
  void stop() throws IOException {
    sender.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {-120, -6, 6, 120})
  void itIsCorrectedByTheDateOfARefusal(long minutes) throws Exception {
    Instant there = NOW.plus(Duration.ofMinutes(minutes));
    assertThat(failure(403, there)).isEqualTo(SKEWED);
    assertThat(heads.take()).contains("x-amz-date: 20260102T030405Z");
    assertThat(failure(403, there)).isInstanceOf(S3Failure.Final.class);
    assertThat(heads.take()).contains("x-amz-date: " + signed(there));
  }

  @Test
  void itIsCorrectedAgainOnceItIsPutRight() throws Exception {
    signer.correctClock(date(NOW.plus(Duration.ofHours(1))));
    assertThat(failure(403, NOW)).isEqualTo(SKEWED);
    assertThat(failure(403, NOW)).isInstanceOf(S3Failure.Final.class);
    assertThat(heads).last().asString().contains("x-amz-date: " + signed(NOW));
  }

  @Test
  void aRequestOfBeforeTheCorrectionIsSentAgainToo() throws Exception {
    Instant there = NOW.plus(Duration.ofHours(1));
    RequestHead early = bucket.request("HEAD", new ObjectKey("key"));
    answers.add(refusal(403, there));
    HttpAnswer answer = bucket.send(early, List.of(), LONG);
    signer.correctClock(date(there));
    assertThat(failure(() -> bucket.check(early, answer))).isEqualTo(SKEWED);
  }

  @Test
  void aRefusalAtTheRightTimeIsOne() throws Exception {
    assertThat(failure(403, NOW.minus(Duration.ofMinutes(4)))).isInstanceOf(S3Failure.Final.class);
    assertThat(failure(404, NOW.plus(Duration.ofDays(1)))).isEqualTo(S3Failure.Negative.MISSING);
  }

  private S3Failure failure(int status, Instant there) throws IOException {
    answers.add(refusal(status, there));
    RequestHead head = bucket.request("HEAD", new ObjectKey("key"));
    HttpAnswer answer = bucket.send(head, List.of(), LONG);
    return failure(() -> bucket.check(head, answer));
  }

  private static S3Failure failure(Runnable check) {
    return S3Errors.of(S3Operation.HEAD_OBJECT, catchThrowable(check::run));
  }

  private static String refusal(int status, Instant there) {
    return "HTTP/1.1 " + status + " No\r\ndate: " + date(there) + "\r\ncontent-length: 9\r\n\r\n";
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  private static String signed(Instant time) {
    return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
        .format(time.atOffset(ZoneOffset.UTC));
  }

  private void answerAll(int number, Socket socket, InputStream input) throws IOException {
    for (String head = TestServer.head(input); !head.isEmpty(); head = TestServer.head(input)) {
      heads.add(head);
      TestServer.answer(socket, answers.remove());
    }
  }
}
