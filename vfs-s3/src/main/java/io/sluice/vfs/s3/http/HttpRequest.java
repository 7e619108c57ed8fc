package io.sluice.vfs.s3.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A request.
///
/// @param target path and query as they stand in the request line
/// @param headers all of them, `Host` and `Content-Length` included
/// @param body each from its position to its limit, which are not changed; none for a request
///   without a body
public record HttpRequest(
    String method, String target, Map<String, String> headers, List<ByteBuffer> body) {
  /// Checks what stands in the head, since a line break there would begin another header.
  public HttpRequest {
    check(method);
    check(target);
    headers.forEach((name, value) -> {
      check(name);
      check(value);
    });
    headers = Map.copyOf(headers);
    body = List.copyOf(body);
  }

  private static void check(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException("a head of a request holds printable ASCII only");
      }
    }
  }

  /// Whether the answer has none, although its head may tell a length (RFC 9110 section 9.3.2).
  boolean isHead() {
    return method.equals("HEAD");
  }

  /// Request line and headers.
  ByteBuffer head() {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }
}
