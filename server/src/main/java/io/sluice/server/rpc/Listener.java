package io.sluice.server.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for TCP connections at one address and hands each to the server.
final class Listener {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);

  /// After a failure, which mostly is a lack of threads, memory or file descriptors: without a
  /// pause the same failure would fill the log.
  private static final long PAUSE_NANOS = 100_000_000;

  /// A machine that does not answer for two minutes is taken for gone, as Linux's client does with
  /// a server. The system's own two hours are longer than anybody waits for a free connection.
  private static final int QUIET_SECONDS = 60;

  private static final int ASKED_EVERY_SECONDS = 15;
  private static final int ASKED = 4;

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
      prepare(client);
      accepting.accept(client);
      isAccepted = true;
    } finally {
      if (!isAccepted) {
        client.close();
      }
    }
  }

  /// Replies leave at once, and a client whose machine is gone is noticed: it says nothing more,
  /// and its connections would keep others away.
  private static void prepare(SocketChannel client) throws IOException {
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (client.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, QUIET_SECONDS);
      client.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, ASKED_EVERY_SECONDS);
      client.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, ASKED);
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
