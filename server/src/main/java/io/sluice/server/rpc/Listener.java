package io.sluice.server.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for TCP connections at one address and hands each to the server.
final class Listener {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);

  /// After a failure, which mostly is a lack of threads, memory or file descriptors: without a
  /// pause the same failure would fill the log.
  private static final long PAUSE_NANOS = 100_000_000;

  /// Takes a connection that was accepted, and owns it unless it throws.
  interface Accepting {
    void accept(SocketChannel channel) throws IOException;
  }

  /// A thread in accept(2) keeps the port open until it has left; that takes microseconds.
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final ServerSocketChannel channel;
  private final Accepting accepting;
  private final Thread thread;

  private Listener(ServerSocketChannel channel, Accepting accepting) {
    this.channel = channel;
    this.accepting = accepting;
    this.thread =
        Thread.ofPlatform()
            .name("accept-" + channel.socket().getLocalPort())
            .daemon()
            .unstarted(this::acceptAll);
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
    thread.start();
  }

  private void acceptAll() {
    while (channel.isOpen()) {
      try {
        handOn(channel.accept());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (channel.isOpen()) {
          log.warn("a connection could not be accepted: {}", e.toString());
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private void handOn(SocketChannel client) throws IOException {
    boolean isAccepted = false;
    try {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      accepting.accept(client);
      isAccepted = true;
    } finally {
      if (!isAccepted) {
        client.close();
      }
    }
  }

  /// Afterwards nobody is accepted any more, and the port is free.
  void close() {
    try {
      channel.close();
      if (thread.isAlive()) {
        thread.join(LEAVING);
      }
    } catch (IOException e) {
      log.debug("a listener did not close: {}", e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
