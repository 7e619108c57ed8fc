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
  private static final int LONGEST_BODY = 256 << 10;

  private static final int MOST_INTERIM = 8;
  private static final int CHUNK = 8 << 10;

  private final Wire wire;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private int headLeft = LONGEST_HEAD;
  private boolean reusable = true;
  private boolean begun;

  AnswerReader(Wire wire) {
    this.wire = wire;
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
        String body = new String(body(status, headers), StandardCharsets.UTF_8);
        return new HttpAnswer(status, Map.copyOf(headers), body);
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

  private byte[] body(int status, Map<String, String> headers) throws IOException {
    String coding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    if (coding != null) {
      if (length != null || !coding.equalsIgnoreCase("chunked")) {
        throw new ProtocolException("a body whose length is not told in one way");
      }
      return chunked();
    }
    if (length != null) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      copy(number(length, 10), body);
      return body.toByteArray();
    }
    reusable = false;
    return untilTheEnd();
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      int extension = size.indexOf(';');
      int length = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
      if (length == 0) {
        headers();
        return body.toByteArray();
      }
      copy(length, body);
      if (!line().isEmpty()) {
        throw new ProtocolException("a chunk that is longer than it says");
      }
    }
  }

  private byte[] untilTheEnd() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int next = next(); next >= 0; next = next()) {
      body.write(next);
      checkLength(body.size());
    }
    return body.toByteArray();
  }

  private void copy(int length, ByteArrayOutputStream body) throws IOException {
    checkLength((long) body.size() + length);
    for (int left = length; left > 0; ) {
      if (at == end && !fill()) {
        throw new EOFException("the answer broke off");
      }
      int count = Math.min(left, end - at);
      body.write(chunk, at, count);
      at += count;
      left -= count;
    }
  }

  private static void checkLength(long length) throws ProtocolException {
    if (length > LONGEST_BODY) {
      throw new ProtocolException("an answer longer than any of S3");
    }
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
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = next(); next != '\n'; next = next()) {
      if (next < 0) {
        throw new EOFException("the connection ended before the answer");
      }
      if (--headLeft < 0) {
        throw new ProtocolException("a head longer than any of S3");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /// The next byte, -1 at the end.
  private int next() throws IOException {
    return at == end && !fill() ? -1 : chunk[at++] & 0xFF;
  }

  private boolean fill() throws IOException {
    int count = wire.receive(chunk);
    at = 0;
    end = Math.max(count, 0);
    begun |= count > 0;
    return count > 0;
  }
}
