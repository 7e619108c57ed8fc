package io.sluice.vfs.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.s3.http.HttpSender.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

final class HttpSenderTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Limits PATIENT = new Limits(LONG, LONG, LONG);

  /// More than sockets hold on both sides together.
  private static final int MUCH = 40 << 20;

  private final BlockingQueue<byte[]> bodies = new ArrayBlockingQueue<>(10);

  @Test
  void aBodyOfSeveralPiecesArrivesAndItsBuffersStayAsTheyWere() throws Exception {
    ByteBuffer direct = ByteBuffer.allocateDirect(1_000_000).position(10).limit(900_010);
    direct.put(20, (byte) 7);
    ByteBuffer heap = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    try (TestServer server = new TestServer(this::answerAll);
        HttpSender sender = sender(server, PATIENT)) {
      HttpRequest upload = upload(List.of(direct, ByteBuffer.allocate(0), heap));
      for (int i = 0; i < 3; i++) {
        assertThat(sender.send(upload, LONG).header("etag")).isEqualTo("\"one\"");
        byte[] arrived = bodies.take();
        assertThat(arrived).hasSize(900_002).endsWith(2, 3);
        assertThat(arrived[10]).isEqualTo((byte) 7);
      }
      assertThat(direct.position()).isEqualTo(10);
      assertThat(direct.remaining()).isEqualTo(900_000);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private void answerAll(int number, Socket socket, InputStream input) throws IOException {
    for (String head = TestServer.head(input); !head.isEmpty(); head = TestServer.head(input)) {
      bodies.add(TestServer.body(head, input));
      TestServer.answer(socket, TestServer.OK);
    }
  }

  @Test
  void aConnectionThatTheServerClosedMeanwhileIsReplacedAtOnce() throws Exception {
    TestServer.Conversation once =
        (number, socket, input) -> {
          TestServer.body(TestServer.head(input), input);
          TestServer.answer(socket, TestServer.OK);
        };
    try (TestServer server = new TestServer(once);
        HttpSender sender = sender(server, PATIENT)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(sender.send(upload(piece(100)), LONG).status()).isEqualTo(200);
        assertThat(server.connections()).isEqualTo(i);
      }
    }
  }

  @Test
  void aNewConnectionThatBreaksIsAnError() throws Exception {
    try (TestServer server = new TestServer((number, socket, input) -> TestServer.head(input));
        HttpSender sender = sender(server, PATIENT)) {
      assertThatThrownBy(() -> sender.send(upload(piece(100)), LONG))
          .isInstanceOf(IOException.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatTakesNoBytesIsGivenUp() throws Exception {
    assertGivenUp(MUCH, Duration.ofMillis(100));
  }

  @Test
  void c2_whoHasMorePatienceWaitsForAServerThatTakesBytesLate() throws Exception {
    Limits limits = new Limits(LONG, Duration.ofMillis(500), LONG);
    CountDownLatch read = new CountDownLatch(1);
    TestServer.Conversation late =
        (number, socket, input) -> {
          await(read);
          answerAll(number, socket, input);
        };
    try (TestServer server = new TestServer(late);
        HttpSender sender = sender(server, limits)) {
      FutureTask<HttpAnswer> answer =
          new FutureTask<>(() -> sender.send(upload(piece(MUCH)), LONG));
      Thread.ofPlatform().start(answer);
      assertThatThrownBy(() -> sender.send(upload(piece(MUCH)), Duration.ofSeconds(2)))
          .isInstanceOf(SocketTimeoutException.class); // by then the other one stood still, too
      read.countDown();
      assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
    assertGivenUp(100, Duration.ofMillis(100));
  }

  /// Sends so many bytes to a server that neither reads nor answers.
  private static void assertGivenUp(int size, Duration answer) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Limits limits = new Limits(LONG, Duration.ofMillis(200), LONG);
    try (TestServer server = new TestServer((number, socket, input) -> await(done));
        HttpSender sender = sender(server, limits)) {
      assertThatThrownBy(() -> sender.send(upload(piece(size)), answer))
          .isInstanceOf(SocketTimeoutException.class);
      done.countDown();
    }
  }

  @Test
  void c2_ofABodyThatIsGivenUpNoMoreBytesLeaveTheMachine() throws Exception {
    CountDownLatch isGivenUp = new CountDownLatch(1);
    CompletableFuture<Boolean> isCut = new CompletableFuture<>();
    TestServer.Conversation late =
        (number, socket, input) -> {
          await(isGivenUp);
          try {
            input.transferTo(OutputStream.nullOutputStream());
            isCut.complete(false); // all that the socket held had to go before
          } catch (IOException reset) {
            isCut.complete(true);
          }
        };
    try (TestServer server = new TestServer(late);
        HttpSender sender = sender(server, new Limits(LONG, Duration.ofMillis(200), LONG))) {
      assertThatThrownBy(() -> sender.send(upload(piece(MUCH)), LONG))
          .isInstanceOf(SocketTimeoutException.class);
      isGivenUp.countDown();
      assertThat(isCut.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aRefusalBeforeTheBodyWasReadIsHeard() throws Exception {
    TestServer.Conversation refusal =
        (number, socket, input) -> {
          TestServer.head(input);
          TestServer.answer(
              socket, "HTTP/1.1 412 No\r\nconnection: close\r\ncontent-length: 2\r\n\r\nno");
        };
    try (TestServer server = new TestServer(refusal);
        HttpSender sender = sender(server, PATIENT)) {
      assertThat(sender.send(upload(piece(MUCH)), LONG).status()).isEqualTo(412);
    }
  }

  @Test
  void anInterruptEndsARequest() throws Exception {
    assertThat(endsInterrupted(MUCH, (caller, sender) -> caller.interrupt())).isTrue();
  }

  @Test
  void closingEndsRequestsUnderWay() throws Exception {
    assertThat(endsInterrupted(100, (caller, sender) -> sender.close())).isFalse();
  }

  /// Sends so many bytes to a server that reads the head and no more, and ends that once the head
  /// is there. The request must fail; tells whether its thread was interrupted then.
  private static boolean endsInterrupted(int size, BiConsumer<Thread, HttpSender> end)
      throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    TestServer.Conversation silence =
        (number, socket, input) -> {
          TestServer.head(input);
          arrived.countDown();
          await(done);
        };
    try (TestServer server = new TestServer(silence);
        HttpSender sender = sender(server, PATIENT)) {
      FutureTask<Boolean> request =
          new FutureTask<>(() -> {
            assertThatThrownBy(() -> sender.send(upload(piece(size)), LONG))
                .isInstanceOf(IOException.class);
            return Thread.interrupted();
          });
      Thread caller = Thread.ofVirtual().start(request);
      arrived.await();
      end.accept(caller, sender);
      boolean interrupted = request.get(10, TimeUnit.SECONDS);
      done.countDown();
      return interrupted;
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static HttpSender sender(TestServer server, Limits limits) {
    return new HttpSender(new HttpOrigin(false, "localhost", server.port()), limits);
  }

  private static List<ByteBuffer> piece(int size) {
    return List.of(ByteBuffer.allocateDirect(size));
  }

  static HttpRequest upload(List<ByteBuffer> body) {
    int size = body.stream().mapToInt(ByteBuffer::remaining).sum();
    Map<String, String> headers = Map.of("Host", "localhost", "Content-Length", "" + size);
    return new HttpRequest("PUT", "/bucket/key?partNumber=1", headers, body);
  }
}
