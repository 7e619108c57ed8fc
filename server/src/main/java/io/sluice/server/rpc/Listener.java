package io.sluice.server.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for TCP connections at one address and hands each to the server.
final class Listener {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);

  /// Takes a connection that was accepted, and owns it from then on.
  interface Accepting {
    void accept(SocketChannel channel) throws IOException;
  }

  private final ServerSocketChannel channel;
  private final Accepting accepting;

  private Listener(ServerSocketChannel channel, Accepting accepting) {
    this.channel = channel;
    this.accepting = accepting;
  }

  /// @throws IOException if the address cannot be had
  static Listener bind(InetSocketAddress address, Accepting accepting) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return new Listener(channel.bind(address), accepting);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  void start() {
    Thread.ofPlatform()
        .name("accept-" + channel.socket().getLocalPort())
        .daemon()
        .start(this::acceptAll);
  }

  private void acceptAll() {
    while (channel.isOpen()) {
      try {
        SocketChannel client = channel.accept();
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepting.accept(client);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.warn("a connection could not be accepted: {}", e.toString());
      }
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("a listener did not close: {}", e.toString());
    }
  }
}
