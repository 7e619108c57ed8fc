package io.sluice.vfs.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.s3.http.HttpSender.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Bodies of answers that are taken while they come, by real connections.
final class StreamedAnswersTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Limits PATIENT = new Limits(LONG, LONG, LONG);
  private static final int SIZE = 3_000_000;

  @Test
  void aConnectionServesAgainAfterItsBodyWasTaken() throws Exception {
    try (TestServer server = new TestServer(StreamedAnswersTest::answerAll);
        HttpSender sender = sender(server, PATIENT)) {
      for (int i = 0; i < 3; i++) {
        CollectingReceiver receiver = new CollectingReceiver(SIZE, 1_000_001);
        assertThat(sender.send(get(), LONG, receiver).status()).isEqualTo(200);
        assertThat(receiver.bytes()).isEqualTo(body());
      }
      assertThat(server.connections()).isEqualTo(1);
      CollectingReceiver begin = new CollectingReceiver(1000, 1000);
      sender.send(get(), LONG, begin);
      assertThat(begin.bytes()).hasSize(1000);
      assertThat(server.connections()).isEqualTo(1);
      sender.send(get(), LONG, begin);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aReceiverThatThrowsEndsTheRequestAndItsConnection() throws Exception {
    CollectingReceiver whole = new CollectingReceiver(SIZE, SIZE);
    try (TestServer server = new TestServer(StreamedAnswersTest::answerAll);
        HttpSender sender = sender(server, PATIENT)) {
      Throwing receiver = new Throwing();
      assertThatThrownBy(() -> sender.send(get(), LONG, receiver)).isSameAs(receiver.thrown);
      assertThat(sender.send(get(), LONG, whole).status()).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  private static final class Throwing implements BodyReceiver {
    final IllegalStateException thrown = new IllegalStateException("enough");

    @Override
    public long wanted(HttpAnswer head) {
      return SIZE;
    }

    @Override
    public ByteBuffer room() {
      throw thrown;
    }

    @Override
    public void came(int bytes) {
      throw new AssertionError();
    }
  }

  @Test
  void aBodyThatStandsStillIsGivenUpAndWhatCameIsKept() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CollectingReceiver receiver = new CollectingReceiver(SIZE, SIZE);
    Limits limits = new Limits(LONG, Duration.ofSeconds(2), LONG);
    try (TestServer server = new TestServer(halfUntil(done));
        HttpSender sender = sender(server, limits)) {
      assertThatThrownBy(() -> sender.send(get(), LONG, receiver))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(receiver.bytes()).hasSize(SIZE / 2);
      done.countDown();
    }
  }

  @Test
  void anInterruptCutsABody() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch half = new CountDownLatch(1);
    try (TestServer server = new TestServer(halfUntil(done));
        HttpSender sender = sender(server, PATIENT)) {
      FutureTask<Boolean> request =
          new FutureTask<>(() -> {
            assertThatThrownBy(() -> sender.send(get(), LONG, new Telling(half)))
                .isInstanceOf(IOException.class);
            return Thread.interrupted();
          });
      Thread caller = Thread.ofVirtual().start(request);
      half.await();
      caller.interrupt();
      assertThat(request.get(10, TimeUnit.SECONDS)).isTrue();
      done.countDown();
    }
  }

  /// Tells when half of a body has come.
  private static final class Telling implements BodyReceiver {
    private final CountDownLatch half;
    private final ByteBuffer room = ByteBuffer.allocateDirect(SIZE);

    Telling(CountDownLatch half) {
      this.half = half;
    }

    @Override
    public long wanted(HttpAnswer head) {
      return SIZE;
    }

    @Override
    public ByteBuffer room() {
      return room;
    }

    @Override
    public void came(int bytes) {
      if (room.position() == SIZE / 2) {
        half.countDown();
      }
    }
  }

  /// Sends half of the body, and nothing more.
  private static TestServer.Conversation halfUntil(CountDownLatch done) {
    return (number, socket, input) -> {
      TestServer.head(input);
      TestServer.answer(socket, head());
      socket.getOutputStream().write(body(), 0, SIZE / 2);
      try {
        done.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    };
  }

  static void answerAll(int number, Socket socket, InputStream input) throws IOException {
    for (String head = TestServer.head(input); !head.isEmpty(); head = TestServer.head(input)) {
      TestServer.answer(socket, head());
      socket.getOutputStream().write(body());
    }
  }

  private static String head() {
    return "HTTP/1.1 200 OK\r\ncontent-length: " + SIZE + "\r\n\r\n";
  }

  static byte[] body() {
    byte[] body = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      body[i] = (byte) (i * 31 + i / 251);
    }
    return body;
  }

  static HttpRequest get() {
    return new HttpRequest("GET", "/bucket/key", Map.of("Host", "localhost"), List.of());
  }

  private static HttpSender sender(TestServer server, Limits limits) {
    return new HttpSender(new HttpOrigin(false, "localhost", server.port()), limits);
  }
}
