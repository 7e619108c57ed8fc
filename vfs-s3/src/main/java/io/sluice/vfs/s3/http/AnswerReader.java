package io.sluice.vfs.s3.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one answer (RFC 9112), with a bound on all that a server may send.
final class AnswerReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-5]\\d\\d)( .*)?");

  /// Head and trailers of an answer. Those of S3 are below 2 KiB.
  private static final int LONGEST_HEAD = 32 << 10;

  /// An error of S3 is below 2 KiB, that of a gateway may be a page.
  private static final int LONGEST_ERROR = 256 << 10;

  /// A listing of 1,000 keys of 1 KiB, each byte of which takes three, is shorter.
  private static final int LONGEST_BODY = 16 << 20;

  private static final int MOST_INTERIM = 8;
  private static final int CHUNK = 8 << 10;

  private final Wire wire;
  private final boolean isToHead;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private int headLeft = LONGEST_HEAD;
  private boolean reusable = true;
  private boolean begun;

  /// @param isToHead whether the request was a HEAD
  AnswerReader(Wire wire, boolean isToHead) {
    this.wire = wire;
    this.isToHead = isToHead;
  }

  /// Whether a byte of the answer has come.
  boolean hasBegun() {
    return begun;
  }

  /// Whether another request may follow on the connection.
  boolean isReusable() {
    return reusable && at == end;
  }

  /// The answer, interim ones (1xx) left out.
  ///
  /// @throws EOFException if the connection ended before
  /// @throws ProtocolException if it is no answer of HTTP/1
  HttpAnswer read() throws IOException {
    for (int interim = 0; interim < MOST_INTERIM; interim++) {
      Matcher line = STATUS_LINE.matcher(line());
      if (!line.matches()) {
        throw new ProtocolException("not a status line of HTTP/1");
      }
      reusable = line.group(1).equals("1");
      int status = Integer.parseInt(line.group(2));
      Map<String, String> headers = headers();
      if (status >= 200) {
        reusable &= !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        return new HttpAnswer(status, Map.copyOf(headers), body(status, headers));
      }
    }
    throw new ProtocolException("no end of interim answers");
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        throw new ProtocolException("not a header");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (one, other) -> one + ", " + other);
    }
    return headers;
  }

  private HttpBody body(int status, Map<String, String> headers) throws IOException {
    HttpBody body = new HttpBody(status / 100 == 2 ? LONGEST_BODY : LONGEST_ERROR);
    String coding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (isToHead || status == 204 || status == 304) {
      return body;
    }
    if (coding != null) {
      if (length != null || !coding.equalsIgnoreCase("chunked")) {
        throw new ProtocolException("a body whose length is not told in one way");
      }
      chunked(body);
    } else if (length != null) {
      copy(number(length, 10), body);
    } else {
      reusable = false;
      untilTheEnd(body);
    }
    return body;
  }

  private void chunked(HttpBody body) throws IOException {
    while (true) {
      headLeft = LONGEST_HEAD;
      String size = line();
      int extension = size.indexOf(';');
      int length = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
      if (length == 0) {
        headers();
        return;
      }
      copy(length, body);
      if (!line().isEmpty()) {
        throw new ProtocolException("a chunk that is longer than it says");
      }
    }
  }

  private void untilTheEnd(HttpBody body) throws IOException {
    while (at < end || fill()) {
      body.expect(end - at);
      body.add(chunk, at, end - at);
      at = end;
    }
  }

  /// What was read with the head, then straight from the wire.
  private void copy(int length, HttpBody body) throws IOException {
    body.expect(length);
    int atHand = Math.min(length, end - at);
    body.add(chunk, at, atHand);
    at += atHand;
    for (int left = length - atHand; left > 0; ) {
      int came = left < CHUNK ? take(left, body) : body.receive(wire, left);
      if (came < 0) {
        throw new EOFException("the answer broke off");
      }
      left -= came;
    }
  }

  /// A short rest comes with what follows it in one read.
  private int take(int left, HttpBody body) throws IOException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(left, end - at);
    body.add(chunk, at, count);
    at += count;
    return count;
  }

  private static int number(String digits, int radix) throws ProtocolException {
    try {
      if (!digits.isEmpty() && Character.digit(digits.charAt(0), radix) >= 0) {
        return Integer.parseInt(digits, radix);
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new ProtocolException("not a length");
  }

  /// A line of the head without its end.
  private String line() throws IOException {
    int feed = at;
    while (feed < end && chunk[feed] != '\n') {
      feed++;
    }
    if (feed == end) {
      return longLine();
    }
    String line = checked(new String(chunk, at, feed - at, StandardCharsets.ISO_8859_1));
    at = feed + 1;
    return line;
  }

  /// One whose end has not come yet.
  private String longLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = next(); next != '\n'; next = next()) {
      if (next < 0) {
        throw new EOFException("the connection ended before the answer");
      }
      if (line.size() > headLeft) {
        throw tooLong();
      }
      line.write(next);
    }
    return checked(line.toString(StandardCharsets.ISO_8859_1));
  }

  private String checked(String line) throws ProtocolException {
    headLeft -= line.length() + 1;
    if (headLeft < 0) {
      throw tooLong();
    }
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static ProtocolException tooLong() {
    return new ProtocolException("a head longer than any of S3");
  }

  /// The next byte, -1 at the end.
  private int next() throws IOException {
    return at == end && !fill() ? -1 : chunk[at++] & 0xFF;
  }

  private boolean fill() throws IOException {
    int count = wire.receive(chunk, 0, chunk.length);
    at = 0;
    end = Math.max(count, 0);
    begun |= count > 0;
    return count > 0;
  }
}
