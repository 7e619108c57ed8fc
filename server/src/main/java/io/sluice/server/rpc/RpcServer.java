package io.sluice.server.rpc;

import io.sluice.memory.Slab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The front door: programs behind TCP and UDP ports.
///
/// Threads: one for each listener and datagram port, one or two for each connection, a virtual one
/// for each call that waits beside others, and a watch that closes connections whose clients have
/// stopped taking part.
public final class RpcServer {
  private static final Logger log = LoggerFactory.getLogger(RpcServer.class);
  private static final long WATCH_SECONDS = 5;

  private final RpcParts parts;
  private final CallerRules rules;
  private final LongSupplier ticker;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<UdpPort> udpPorts = new ArrayList<>();
  private final Connections connections = new Connections();
  private final AtomicLong numbers = new AtomicLong();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// A server that is not bound yet.
  ///
  /// @param slab memory for records and replies
  /// @param ticker nanoseconds that only grow, for stalled clients
  public RpcServer(
      List<RpcProgram> programs,
      CallerRules rules,
      Slab slab,
      RpcObserver observer,
      LongSupplier ticker) {
    this.rules = rules;
    this.ticker = ticker;
    this.parts =
        new RpcParts(
            slab,
            new UnfinishedRecords(slab),
            new Dispatcher(programs, rules, observer),
            new ReplyCache(connections::isOpen, observer),
            observer,
            new News(ticker));
  }

  /// Binds a port at each of the hosts, by TCP and by UDP; calls are answered from [#start()] on.
  ///
  /// @param port 0 takes one that is free, the same at all hosts
  /// @return the port
  /// @throws IOException if an address cannot be had; those that were bound stay so until [#stop]
  public int bind(List<InetAddress> hosts, int port) throws IOException {
    return port == 0 ? FreePort.find(() -> bindAll(hosts, 0), this::unbind) : bindAll(hosts, port);
  }

  private void unbind() {
    listeners.forEach(Listener::close);
    listeners.clear();
    udpPorts.forEach(UdpPort::close);
    udpPorts.clear();
  }

  private int bindAll(List<InetAddress> hosts, int port) throws IOException {
    int bound = port;
    for (InetAddress host : hosts) {
      Listener listener = Listener.bind(new InetSocketAddress(host, bound), this::accept);
      listeners.add(listener);
      bound = listener.port();
      udpPorts.add(UdpPort.bind(new InetSocketAddress(host, bound), parts, rules));
    }
    return bound;
  }

  /// Begins to answer.
  public void start() {
    listeners.forEach(Listener::start);
    udpPorts.forEach(UdpPort::start);
    Thread.ofPlatform().name("rpc-watch").daemon().start(this::watch);
  }

  private void accept(SocketChannel channel) throws IOException {
    InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
    boolean isTrusted = rules.trusts(remote);
    if (!rules.clients().test(remote.getAddress())) {
      warn("{} may not connect: --clients does not name it", remote);
      channel.close();
    } else if (!connections.haveRoom(isTrusted)) {
      warn("{} was turned away: too many connections are open", remote);
      channel.close();
    } else {
      connections.endFormer(remote, (InetSocketAddress) channel.getLocalAddress());
      Connection connection =
          new Connection(
              numbers.incrementAndGet(), channel, isTrusted, parts, ticker, connections::remove);
      start(connection);
    }
  }

  private void warn(String format, InetSocketAddress remote) {
    if (parts.news().isNews(format + remote.getAddress())) {
      log.warn(format, remote);
    }
  }

  private void start(Connection connection) {
    connections.add(connection);
    boolean isStarted = false;
    try {
      Thread.ofPlatform()
          .name("connection-" + connection.number())
          .daemon()
          .start(connection::serve);
      isStarted = true;
    } finally {
      if (!isStarted) {
        connections.remove(connection);
      }
    }
  }

  private void watch() {
    try {
      while (!stopping.await(WATCH_SECONDS, TimeUnit.SECONDS)) {
        closeStalled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Closes the connections of clients that take no replies, or leave a record half sent.
  void closeStalled() {
    long now = ticker.getAsLong();
    for (Connection connection : connections.all()) {
      if (connection.isStalled(now)) {
        warn("{} takes no part any more; its connection is closed", connection.remote());
        connection.close();
      }
    }
  }

  /// Whether the client at the other end of this connection can still be told anything.
  boolean isOpen(long number) {
    return connections.isOpen(number);
  }

  /// Whether all clients leave of their own accord within so long.
  public boolean isDesertedWithin(Duration patience) throws InterruptedException {
    return connections.haveEndedWithin(patience);
  }

  /// How many connections are open.
  public int connections() {
    return connections.size();
  }

  /// Ends: no new calls; those under way are answered if that takes no longer than `drain`.
  public void stop(Duration drain) {
    stopping.countDown();
    listeners.forEach(Listener::close);
    udpPorts.forEach(UdpPort::close);
    connections.stop(drain);
  }
}
