package io.sluice.it.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTTP by a plain socket, one request after the other, without a signature.
final class BareConnection implements AutoCloseable {
  private static final int LARGEST_ANSWER = 64 << 10;
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
  private static final Pattern TAG = Pattern.compile("(?i)etag: (\\S+)");
  private static final String END = "\r\n\r\n";

  private final SocketChannel channel;
  private final String host;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(LARGEST_ANSWER);

  BareConnection(URI endpoint) throws IOException {
    host = endpoint.getAuthority();
    channel = SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /// PUT with the headers that Sluice sends, and returns the ETag.
  ///
  /// @param target path and query
  String put(String target, ByteBuffer body, int crc32c) throws IOException {
    byte[] crc = ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array();
    String header = "x-amz-checksum-crc32c: " + Base64.getEncoder().encodeToString(crc) + "\r\n";
    Matcher tag = TAG.matcher(ask("PUT", target, header, body));
    if (!tag.find()) {
      throw new IOException("no ETag came");
    }
    return tag.group(1);
  }

  /// GET of as many bytes as there is room for.
  void get(String target, long offset, ByteBuffer into) throws IOException {
    String head =
        String.format(
            Locale.ROOT,
            "GET %s HTTP/1.1\r\nhost: %s\r\nrange: bytes=%d-%d\r\n\r\n",
            target,
            host,
            offset,
            offset + into.remaining() - 1);
    ByteBuffer request = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
    while (request.hasRemaining()) {
      channel.write(request);
    }
    int end = headOfAnswer();
    into.put(answer.flip().position(end));
    while (into.hasRemaining()) {
      receive(into);
    }
  }

  /// Returns where the body begins.
  private int headOfAnswer() throws IOException {
    answer.clear();
    while (true) {
      receive(answer);
      String text = StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString();
      int end = text.indexOf(END);
      if (end >= 0 && !text.startsWith("HTTP/1.1 206")) {
        throw new IOException("GET: " + text);
      }
      if (end >= 0) {
        return end + END.length();
      }
    }
  }

  private void receive(ByteBuffer room) throws IOException {
    if (channel.read(room) < 0) {
      throw new EOFException("S3 closed the connection");
    }
  }

  /// POST, and returns the answer with its head.
  String post(String target, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    return ask("POST", target, headers, ByteBuffer.wrap(bytes));
  }

  private String ask(String method, String target, String headers, ByteBuffer body)
      throws IOException {
    String head =
        String.format(
            Locale.ROOT,
            "%s %s HTTP/1.1\r\nhost: %s\r\ncontent-length: %d\r\n%s\r\n",
            method,
            target,
            host,
            body.remaining(),
            headers);
    ByteBuffer[] request = {ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), body};
    while (request[0].hasRemaining() || body.hasRemaining()) {
      channel.write(request);
    }
    String answered = answer();
    if (!answered.startsWith("HTTP/1.1 200")) {
      throw new IOException(method + ": " + answered);
    }
    return answered;
  }

  private String answer() throws IOException {
    answer.clear();
    String text = "";
    int whole = Integer.MAX_VALUE;
    while (text.length() < whole) {
      receive(answer);
      text = StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString();
      int end = text.indexOf(END);
      if (end >= 0) {
        Matcher length = LENGTH.matcher(text);
        whole = end + END.length() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      }
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
