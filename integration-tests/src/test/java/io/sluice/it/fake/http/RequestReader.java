package io.sluice.it.fake.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the requests of one connection, one after the other (RFC 9112).
final class RequestReader {
  /// S3 allows 8 KiB of headers and 1,024 bytes of key, which triples by percent-encoding.
  private static final int LINE_LIMIT = 16 * 1024;

  private static final int HEADER_LIMIT = 100;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final SocketInput input;

  RequestReader(SocketChannel channel) {
    this.channel = channel;
    this.input = new SocketInput(channel);
  }

  /// The next request, or null when the client closed the connection between two.
  @Nullable HttpRequest next() throws IOException {
    String first = input.line(LINE_LIMIT);
    while (first != null && first.isEmpty()) {
      first = input.line(LINE_LIMIT);
    }
    if (first == null) {
      return null;
    }
    int methodEnd = first.indexOf(' ');
    int targetEnd = first.lastIndexOf(' ');
    if (methodEnd <= 0 || targetEnd <= methodEnd || !first.startsWith("HTTP/1.", targetEnd + 1)) {
      throw new IOException("not a request line");
    }
    Headers headers = headers();
    String target = withoutAuthority(first.substring(methodEnd + 1, targetEnd));
    int mark = target.indexOf('?');
    return new HttpRequest(
        first.substring(0, methodEnd),
        mark < 0 ? target : target.substring(0, mark),
        Query.parse(mark < 0 ? "" : target.substring(mark + 1)),
        headers,
        body(headers));
  }

  private static String withoutAuthority(String target) {
    if (!target.startsWith("http://")) {
      return target;
    }
    int slash = target.indexOf('/', "http://".length());
    return slash < 0 ? "/" : target.substring(slash);
  }

  private Headers headers() throws IOException {
    Headers headers = new Headers();
    for (int count = 0; count <= HEADER_LIMIT; count++) {
      String line = input.line(LINE_LIMIT);
      if (line == null) {
        throw new IOException("connection ended within the headers");
      }
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("header line without a name");
      }
      headers.add(line.substring(0, colon), SocketInput.utf8(line.substring(colon + 1).strip()));
    }
    throw new IOException("more than " + HEADER_LIMIT + " headers");
  }

  private InputStream body(Headers headers) throws IOException {
    boolean chunked =
        headers.get("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
    long length = chunked ? -1 : Long.parseLong(headers.get("content-length", "0").strip());
    if (length != 0 && headers.get("expect", "").equalsIgnoreCase("100-continue")) {
      channel.write(ByteBuffer.wrap(CONTINUE));
    }
    return chunked ? new ChunkedInput(input) : new FixedInput(input, length);
  }
}
