package io.sluice.it.fake.http;

import io.sluice.it.fake.store.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/// Writes responses to one connection. Bodies go out from the buffers they lie in, the first chunk
/// together with the head.
public final class ResponseWriter {
  /// What a body may do while it is being written: be slowed, be counted.
  public interface Gait {
    /// The most bytes to write in one go.
    int chunk();

    /// Called before `bytes` leave; may wait.
    void pass(int bytes);
  }

  private static final int HEAD_LIMIT = 32 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer head = ByteBuffer.allocateDirect(HEAD_LIMIT);

  /// Writes to `channel`.
  public ResponseWriter(SocketChannel channel) {
    this.channel = channel;
  }

  /// Writes head and the first `limit` bytes of the body (none for HEAD). The head promises the
  /// whole body in any case.
  ///
  /// @param sent told of body bytes just before the kernel takes them
  public void write(HttpResponse response, long limit, Gait gait, LongConsumer sent)
      throws IOException {
    encode(response);
    Body body = response.body();
    long end = Math.min(body.size(), limit);
    for (long at = 0; at < end; ) {
      ByteBuffer chunk = body.chunk(at, (int) Math.min(gait.chunk(), end - at));
      int length = chunk.remaining();
      gait.pass(length);
      // Before, or a client that has its answer could find it uncounted.
      sent.accept(length);
      send(chunk);
      at += length;
    }
    send(Body.NOTHING);
  }

  private void send(ByteBuffer chunk) throws IOException {
    ByteBuffer[] both = {head, chunk};
    while (head.hasRemaining()) {
      channel.write(both);
    }
    while (chunk.hasRemaining()) {
      channel.write(chunk);
    }
  }

  private void encode(HttpResponse response) {
    StringBuilder text = new StringBuilder(512);
    text.append("HTTP/1.1 ").append(response.status()).append(' ');
    text.append(reason(response.status())).append("\r\n");
    response.headers().forEach((n, v) -> text.append(n).append(": ").append(v).append("\r\n"));
    if (response.status() != 304 && response.status() != 204) {
      text.append("content-length: ").append(response.body().size()).append("\r\n");
    }
    head.clear();
    head.put(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8)).flip();
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 206 -> "Partial Content";
      case 301 -> "Moved Permanently";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 412 -> "Precondition Failed";
      case 416 -> "Requested Range Not Satisfiable";
      case 503 -> "Slow Down";
      default -> "Status";
    };
  }
}
