package io.sluice.vfs.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  @Test
  void anAnswerWithALengthIsRead() throws IOException {
    AnswerReader reader =
        reader("HTTP/1.1 200 OK\r\nETag: \"one\"\r\ncontent-length:  3 \r\n\r\nabc");
    HttpAnswer answer = reader.read();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isEqualTo("\"one\"");
    assertThat(answer.body().text()).isEqualTo("abc");
    assertThat(reader.isReusable()).isTrue();
  }

  @Test
  void chunksAreJoinedAndInterimAnswersLeftOut() throws IOException {
    List<String> lines =
        List.of(
            "HTTP/1.1 100 Continue",
            "",
            "HTTP/1.1 503",
            "Transfer-Encoding: chunked",
            "",
            "3;x=y",
            "abc",
            "A",
            "0123456789",
            "0",
            "trailer: 1",
            "",
            "");
    AnswerReader reader = reader(String.join("\r\n", lines));
    HttpAnswer answer = reader.read();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().text()).isEqualTo("abc0123456789");
    assertThat(reader.isReusable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: Close\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nto the end",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nmore than was asked for"
      })
  void aConnectionWithoutAClearEndIsNotUsedAgain(String bytes) throws IOException {
    AnswerReader reader = reader(bytes);
    assertThat(reader.read().status()).isEqualTo(200);
    assertThat(reader.isReusable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ICY 200 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\na: 1\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n"
      })
  void whatIsNoAnswerOfHttpIsRefused(String bytes) {
    assertThatThrownBy(() -> reader(bytes).read()).isInstanceOf(ProtocolException.class);
  }

  @Test
  void aLongBodyIsReadAsItIsSent() throws IOException {
    String body = "0123456789".repeat(3_000);
    AnswerReader whole = reader("HTTP/1.1 200 OK\r\ncontent-length: 30000\r\n\r\n" + body);
    assertThat(whole.read().body().text()).isEqualTo(body);
    assertThat(whole.isReusable()).isTrue();
    String chunk = Integer.toHexString(20_000) + "\r\n" + body.substring(0, 20_000) + "\r\n";
    String rest = Integer.toHexString(10_000) + "\r\n" + body.substring(20_000) + "\r\n0\r\n\r\n";
    AnswerReader cut =
        reader("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunk + rest);
    assertThat(cut.read().body().text()).isEqualTo(body);
    assertThat(cut.isReusable()).isTrue();
  }

  @Test
  void aBodyThatIsWantedGoesToItsReceiver() throws IOException {
    String one = "one".repeat(10_000).substring(0, 20_000);
    String two = "two".repeat(10_000).substring(0, 10_000);
    String length = "HTTP/1.1 200 OK\r\ncontent-length: 30000\r\n\r\n" + one + two;
    String chunks =
        String.join(
            "\r\n",
            List.of(
                "HTTP/1.1 200 OK",
                "transfer-encoding: chunked",
                "",
                "4E20",
                one,
                "2710",
                two,
                "0",
                "",
                ""));
    for (String answer : List.of(length, chunks)) {
      CollectingReceiver receiver = new CollectingReceiver(30_000, 7_001);
      AnswerReader reader = reader(answer, receiver);
      assertThat(reader.read().body().length()).isZero();
      assertThat(receiver.text()).isEqualTo(one + two);
      assertThat(reader.isReusable()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 206 OK\r\ncontent-length: 30000\r\n\r\n%s%s",
        "HTTP/1.1 206 OK\r\ntransfer-encoding: chunked\r\n\r\n4E20\r\n%s\r\n2710\r\n%s\r\n0\r\n",
        "HTTP/1.1 206 OK\r\n\r\n%s%s"
      })
  void aConnectionWithBytesThatNobodyWantsIsNotUsedAgain(String form) throws IOException {
    for (int wanted : new int[] {0, 100, 20_000, 25_000}) {
      CollectingReceiver receiver = new CollectingReceiver(wanted, 1 << 20);
      AnswerReader reader =
          reader(form.formatted("x".repeat(20_000), "y".repeat(10_000)), receiver);
      reader.read();
      assertThat(receiver.text()).hasSize(wanted);
      assertThat(reader.isReusable()).isFalse();
    }
  }

  @Test
  void waitingForRoomIsNotWaitingForTheServer() throws IOException {
    Story story = new Story();
    CannedWire wire =
        new CannedWire(
            ("HTTP/1.1 200 OK\r\ncontent-length: 20000\r\n\r\n" + "x".repeat(20_000))
                .getBytes(StandardCharsets.ISO_8859_1));
    new AnswerReader(wire, false, story, story).read();
    assertThat(story.told.substring(0, 6)).isEqualTo("RScRSc");
  }

  /// Tells whom was waited for before room was asked for (`R`), in a word that ends with what came.
  private static final class Story implements BodyReceiver, Waiting {
    private final StringBuilder told = new StringBuilder();
    private final ByteBuffer room = ByteBuffer.allocateDirect(20_000);
    private boolean forReceiver;

    @Override
    public long wanted(HttpAnswer head) {
      return 20_000;
    }

    @Override
    public ByteBuffer room() {
      assertThat(forReceiver).isTrue();
      told.append('R');
      return room;
    }

    @Override
    public void came(int bytes) {
      assertThat(forReceiver).isTrue();
      told.append('c');
    }

    @Override
    public void forServer() {
      forReceiver = false;
      told.append('S');
    }

    @Override
    public void forReceiver() {
      forReceiver = true;
    }
  }

  @Test
  void aBodyThatIsNotTakenComesWithTheAnswer() throws IOException {
    CollectingReceiver receiver = new CollectingReceiver(BodyReceiver.NOT_TAKEN, 10);
    AnswerReader reader = reader("HTTP/1.1 404 No\r\ncontent-length: 3\r\n\r\nabc", receiver);
    assertThat(reader.read().body().text()).isEqualTo("abc");
    assertThat(receiver.text()).isEmpty();
  }

  @Test
  void whatCameOfABodyThatBreaksOffIsHandedOn() {
    CollectingReceiver receiver = new CollectingReceiver(30_000, 1 << 20);
    AnswerReader half = reader("HTTP/1.1 200 OK\r\ncontent-length: 30000\r\n\r\nabc", receiver);
    assertThatThrownBy(half::read).isInstanceOf(EOFException.class);
    assertThat(receiver.text()).isEqualTo("abc");
  }

  @Test
  void anAnswerToHeadTellsALengthAndHasNoBody() throws IOException {
    AnswerReader reader = reader("HTTP/1.1 200 OK\r\ncontent-length: 5000000000\r\n\r\n", true);
    HttpAnswer answer = reader.read();
    assertThat(answer.header("content-length")).isEqualTo("5000000000");
    assertThat(answer.body().length()).isZero();
    assertThat(reader.isReusable()).isTrue();
  }

  @Test
  void aServerCannotSendForEver() {
    assertThatThrownBy(() -> reader("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(10_000)).read())
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> reader("HTTP/1.1 400 No\r\n\r\n" + "x".repeat(300_000)).read())
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> reader("HTTP/1.1 100 Continue\r\n\r\n".repeat(20)).read())
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void anAnswerThatBreaksOffIsNone() {
    AnswerReader nothing = reader("");
    assertThatThrownBy(nothing::read).isInstanceOf(EOFException.class);
    assertThat(nothing.hasBegun()).isFalse();
    AnswerReader half = reader("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab");
    assertThatThrownBy(half::read).isInstanceOf(EOFException.class);
    assertThat(half.hasBegun()).isTrue();
  }

  @Test
  void c2_aListingThatMovesHasTimeAnErrorHasTheRequests() throws IOException {
    AtomicInteger steps = new AtomicInteger();
    String listing = "HTTP/1.1 200 OK\r\ncontent-length: 70\r\n\r\n" + "x".repeat(70);
    String error = "HTTP/1.1 403 No\r\ncontent-length: 70\r\n\r\n" + "x".repeat(70);

    watched(error, steps).read();
    assertThat(steps).hasValue(0);
    watched(listing, steps).read();
    assertThat(steps).hasValueGreaterThanOrEqualTo(8);
  }

  private static AnswerReader watched(String bytes, AtomicInteger steps) {
    CannedWire wire = new CannedWire(bytes.getBytes(StandardCharsets.ISO_8859_1));
    Waiting counting =
        new Waiting() {
          @Override
          public void forServer() {
            steps.incrementAndGet();
          }

          @Override
          public void forReceiver() {
            throw new IllegalStateException("nobody receives");
          }
        };
    return new AnswerReader(wire, false, BodyReceiver.NONE, counting);
  }

  private static AnswerReader reader(String bytes) {
    return reader(bytes, false);
  }

  private static AnswerReader reader(String bytes, BodyReceiver receiver) {
    CannedWire wire = new CannedWire(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return new AnswerReader(wire, false, receiver, Waiting.UNWATCHED);
  }

  private static AnswerReader reader(String bytes, boolean isToHead) {
    return new AnswerReader(new CannedWire(bytes.getBytes(StandardCharsets.ISO_8859_1)), isToHead);
  }

  /// Gives a few bytes at a time.
  private static final class CannedWire implements Wire {
    private final byte[] bytes;
    private int at;

    CannedWire(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void send(Outgoing ignored) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int receive(byte[] into, int to, int most) {
      int count = Math.min(Math.min(bytes.length - at, most), 7);
      System.arraycopy(bytes, at, into, to, count);
      at += count;
      return count == 0 ? -1 : count;
    }

    @Override
    public int receive(ByteBuffer into) {
      int count = Math.min(Math.min(bytes.length - at, into.remaining()), 4000);
      into.put(bytes, at, count);
      at += count;
      return count == 0 ? -1 : count;
    }

    @Override
    public void cut() {
      close();
    }

    @Override
    public void close() {
      at = bytes.length;
    }
  }
}
