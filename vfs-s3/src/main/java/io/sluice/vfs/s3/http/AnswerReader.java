package io.sluice.vfs.s3.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one answer (RFC 9112), with a bound on all that a server may send and is kept.
final class AnswerReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-5]\\d\\d)( .*)?");

  /// An error of S3 is below 2 KiB, that of a gateway may be a page.
  private static final int LONGEST_ERROR = 256 << 10;

  /// A listing of 1,000 keys of 1 KiB, each byte of which takes three, is shorter.
  private static final int LONGEST_BODY = 16 << 20;

  private static final int MOST_INTERIM = 8;

  private final AnswerInput input;
  private final boolean isToHead;
  private final BodyReceiver receiver;
  private final Waiting waiting;
  private boolean reusable = true;

  /// Of an answer that comes whole.
  ///
  /// @param isToHead whether the request was a HEAD
  AnswerReader(Wire wire, boolean isToHead) {
    this(wire, isToHead, BodyReceiver.NONE, Waiting.UNWATCHED);
  }

  /// @param receiver may take the body
  /// @param waiting is told of a body, but that of an error
  AnswerReader(Wire wire, boolean isToHead, BodyReceiver receiver, Waiting waiting) {
    this.input = new AnswerInput(wire);
    this.isToHead = isToHead;
    this.receiver = receiver;
    this.waiting = waiting;
  }

  /// Whether a byte of the answer has come.
  boolean hasBegun() {
    return input.hasBegun();
  }

  /// Whether another request may follow on the connection.
  boolean isReusable() {
    return reusable && !input.hasRest();
  }

  /// The answer, interim ones (1xx) left out; without its body if that was taken.
  ///
  /// @throws EOFException if the connection ended before
  /// @throws ProtocolException if it is no answer of HTTP/1
  HttpAnswer read() throws IOException {
    for (int interim = 0; interim < MOST_INTERIM; interim++) {
      Matcher line = STATUS_LINE.matcher(input.line());
      if (!line.matches()) {
        throw new ProtocolException("not a status line of HTTP/1");
      }
      reusable = line.group(1).equals("1");
      int status = Integer.parseInt(line.group(2));
      Map<String, String> headers = headers();
      if (status >= 200) {
        reusable &= !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        return withBody(new HttpAnswer(status, Map.copyOf(headers), HttpBody.EMPTY));
      }
    }
    throw new ProtocolException("no end of interim answers");
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = input.line(); !line.isEmpty(); line = input.line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        throw new ProtocolException("not a header");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (one, other) -> one + ", " + other);
    }
    return headers;
  }

  private HttpAnswer withBody(HttpAnswer head) throws IOException {
    if (isToHead || head.status() == 204 || head.status() == 304) {
      return head;
    }
    long wanted = receiver.wanted(head);
    if (wanted == BodyReceiver.NOT_TAKEN && head.status() / 100 != 2) {
      return kept(head, new KeptBody(LONGEST_ERROR, Waiting.UNWATCHED));
    }
    input.watch(waiting);
    if (wanted == BodyReceiver.NOT_TAKEN) {
      return kept(head, new KeptBody(LONGEST_BODY, waiting));
    }
    body(head, new StreamedBody(receiver, wanted, waiting));
    return head;
  }

  private HttpAnswer kept(HttpAnswer head, KeptBody body) throws IOException {
    body(head, body);
    return new HttpAnswer(head.status(), head.headers(), body.body());
  }

  private void body(HttpAnswer head, BodyPlace body) throws IOException {
    String coding = head.header("transfer-encoding");
    String length = head.header("content-length");
    if (coding != null) {
      if (length != null || !coding.equalsIgnoreCase("chunked")) {
        throw new ProtocolException("a body whose length is not told in one way");
      }
      chunked(body);
    } else if (length != null) {
      move(number(length, 10), body);
    } else {
      reusable = false;
      input.moveAll(body);
    }
  }

  private void chunked(BodyPlace body) throws IOException {
    while (true) {
      input.allowHead();
      String size = input.line();
      int extension = size.indexOf(';');
      long length = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
      if (length == 0) {
        headers();
        return;
      }
      if (!move(length, body)) {
        return;
      }
      if (!input.line().isEmpty()) {
        throw new ProtocolException("a chunk that is longer than it says");
      }
    }
  }

  /// What was read with the head, then straight from the wire.
  ///
  /// @return false if not all of it is wanted: then nobody looks at the rest
  private boolean move(long length, BodyPlace body) throws IOException {
    body.expect(length);
    for (long left = length; left > 0; ) {
      if (body.isFull()) {
        reusable = false;
        return false;
      }
      long came = input.move(left, body);
      if (came < 0) {
        throw new EOFException("the answer broke off");
      }
      left -= came;
    }
    return true;
  }

  private static long number(String digits, int radix) throws ProtocolException {
    try {
      if (!digits.isEmpty() && Character.digit(digits.charAt(0), radix) >= 0) {
        return Long.parseLong(digits, radix);
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new ProtocolException("not a length");
  }
}
