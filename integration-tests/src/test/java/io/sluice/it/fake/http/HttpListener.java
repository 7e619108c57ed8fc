package io.sluice.it.fake.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Accepts connections and gives each a thread. Platform threads, so that the system shares the
/// processor fairly between this server and the one under test in the same JVM.
public final class HttpListener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel server;
  private final Supplier<HttpHandler> handlers;
  private final AtomicLong accepted = new AtomicLong();

  /// Open connections and their threads: added by the accepting thread, removed by each
  /// connection's own, read by [#close].
  private final Map<SocketChannel, Thread> open = new ConcurrentHashMap<>();

  private HttpListener(ServerSocketChannel server, Supplier<HttpHandler> handlers) {
    this.server = server;
    this.handlers = handlers;
  }

  /// Binds `address` (port 0 takes a free one) and begins to accept.
  ///
  /// @param handlers makes the handler of each connection
  public static HttpListener start(InetSocketAddress address, Supplier<HttpHandler> handlers)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(address, BACKLOG);
    HttpListener listener = new HttpListener(server, handlers);
    Thread.ofPlatform().daemon().name("fake-s3-accept").start(listener::acceptAll);
    return listener;
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    try {
      return (InetSocketAddress) server.getLocalAddress();
    } catch (IOException e) {
      throw new IllegalStateException("the listener is closed", e);
    }
  }

  /// How many connections were accepted since the start.
  public long accepted() {
    return accepted.get();
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        serve(server.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // One connection failed while it was being accepted; the next may be fine.
      }
    }
  }

  private void serve(SocketChannel channel) {
    String name = "fake-s3-" + accepted.incrementAndGet();
    Connection connection = new Connection(channel, handlers.get());
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .unstarted(() -> {
              connection.run();
              open.remove(channel);
            });
    open.put(channel, thread);
    thread.start();
  }

  /// Stops accepting and cuts every connection. Threads that wait in a gate are interrupted.
  @Override
  public void close() throws IOException {
    server.close();
    for (Map.Entry<SocketChannel, Thread> connection : open.entrySet()) {
      connection.getKey().close();
      connection.getValue().interrupt();
    }
  }
}
