package io.sluice.it.fake.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The incoming bytes of one connection, buffered: lines for heads, bytes for bodies. Used by the
/// connection's thread alone.
final class SocketInput extends InputStream {
  /// Two Ethernet jumbo bursts: a head and a small body in one system call.
  private static final int BUFFER = 64 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();

  SocketInput(SocketChannel channel) {
    this.channel = channel;
  }

  /// A line without its CRLF, or null at the end of the connection.
  ///
  /// @throws IOException if the line is longer than `limit` bytes
  @Nullable String line(int limit) throws IOException {
    StringBuilder line = new StringBuilder(128);
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        return null;
      }
      if (line.length() >= limit) {
        throw new IOException("header line longer than " + limit + " bytes");
      }
      line.append((char) b);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  @Override
  public int read() throws IOException {
    return !buffer.hasRemaining() && !fill() ? -1 : buffer.get() & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining()) {
      if (length >= BUFFER) {
        return channel.read(ByteBuffer.wrap(target, offset, length));
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    buffer.flip();
    return count > 0;
  }

  /// ISO 8859-1 characters, which is how lines are read, taken as the UTF-8 they are.
  static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
