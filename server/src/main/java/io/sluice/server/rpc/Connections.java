package io.sluice.server.rpc;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of a server, and whom there is room for.
final class Connections {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  /// How long who comes waits for an idle connection to end, which takes microseconds.
  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Long, Connection> open = new ConcurrentHashMap<>();

  /// Whether there is room for another one. If there is none, the one that has been idle for the
  /// longest makes some, if it may: clients that have something to ask connect again, so nobody
  /// keeps others away by connections that he does not use.
  boolean haveRoom(boolean isTrusted) {
    return isRoom(isTrusted) || (endsIdle() && isRoom(isTrusted));
  }

  private boolean isRoom(boolean isTrusted) {
    return open.size() < RpcLimits.CONNECTIONS
        && (isTrusted || untrusted() < RpcLimits.UNTRUSTED_CONNECTIONS);
  }

  private long untrusted() {
    return open.values().stream().filter(each -> !each.isTrusted()).count();
  }

  private boolean endsIdle() {
    Optional<Connection> idle =
        open.values().stream()
            .filter(Connection::mayMakeRoom)
            .min(Comparator.comparingLong(Connection::lastRecordAt));
    return idle.isPresent() && ends(idle.get());
  }

  private static boolean ends(Connection idle) {
    log.debug("{} has been idle the longest, and makes room", idle.remote());
    idle.close();
    try {
      return idle.awaitEnd(ENDING_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Nobody has two connections from one port to one address: who comes from it once more has given
  /// up the first, which may not have noticed yet, and sends his calls again. Linux keeps its port,
  /// and shares it with connections to other addresses.
  void endFormer(InetSocketAddress remote, InetSocketAddress local) {
    for (Connection connection : open.values()) {
      if (connection.remote().equals(remote) && connection.local().equals(local)) {
        connection.peerLeft();
      }
    }
  }

  void add(Connection connection) {
    open.put(connection.number(), connection);
  }

  void remove(Connection connection) {
    open.remove(connection.number());
  }

  int size() {
    return open.size();
  }

  /// Those that are there now.
  List<Connection> all() {
    return List.copyOf(open.values());
  }

  /// Whether the client at the other end of this connection can still be told anything. One that is
  /// gone while its calls are under way will ask for their replies on another connection.
  boolean isOpen(long number) {
    Connection connection = open.get(number);
    return connection != null && connection.isOpen();
  }

  /// No new calls; those under way are answered if that takes no longer than `drain`.
  void stop(Duration drain) {
    all().forEach(Connection::stop);
    try {
      awaitEnd(System.nanoTime() + drain.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all().forEach(Connection::close);
  }

  /// Whether all that are there now end by themselves within so long.
  boolean haveEndedWithin(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Connection connection : all()) {
      if (!connection.awaitEnd(Math.max(0, deadline - System.nanoTime()))) {
        return false;
      }
    }
    return true;
  }

  private void awaitEnd(long deadline) throws InterruptedException {
    for (Connection connection : all()) {
      if (!connection.awaitEnd(Math.max(0, deadline - System.nanoTime()))) {
        log.warn(
            "{} still had calls under way when the time to finish them was over",
            connection.remote());
      }
    }
  }
}
