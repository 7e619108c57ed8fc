package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A TCP connection: buffers outside the heap go to the kernel as they are, and are filled by it.
final class PlainWire implements Wire {
  private final SocketChannel channel;

  private PlainWire(SocketChannel channel) {
    this.channel = channel;
  }

  static PlainWire connect(InetSocketAddress address, Duration patience) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.socket().connect(address, (int) patience.toMillis());
      return new PlainWire(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void send(Outgoing bytes) throws IOException {
    bytes.writeTo(channel);
  }

  @Override
  public int receive(byte[] into, int at, int count) throws IOException {
    return channel.read(ByteBuffer.wrap(into, at, count));
  }

  @Override
  public int receive(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public void cut() throws IOException {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } finally {
      channel.close();
    }
  }
}
