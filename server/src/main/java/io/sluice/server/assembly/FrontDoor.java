package io.sluice.server.assembly;

import io.sluice.config.ServerSettings;
import io.sluice.memory.Slab;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The port that clients mount from, with all programs behind it, and port 111 beside it, where
/// clients ask for the port.
final class FrontDoor implements AutoCloseable {
  private final Belongings belongings;

  /// A connection ends within milliseconds on the same machine; half a second is no long end of a
  /// server that others still use.
  private static final Duration LEAVING = Duration.ofMillis(500);

  private final RpcServer rpc;
  private final String host;
  private final int port;

  private FrontDoor(Belongings belongings, RpcServer rpc, String host, int port) {
    this.belongings = belongings;
    this.rpc = rpc;
    this.host = host;
    this.port = port;
  }

  /// Opens it; calls are answered when this returns.
  ///
  /// @param privilegedPortsOnly whether calls must come from ports that only root can use
  ///   (semantics X3)
  /// @param drain what calls under way may take when it is closed
  /// @throws CommandFailure if a port cannot be had
  static FrontDoor open(
      ServerSettings settings,
      boolean privilegedPortsOnly,
      BucketExports exports,
      DrainTime drain,
      Slab slab,
      RpcObserver observer)
      throws IOException {
    Programs programs = Programs.over(exports);
    CallerRules rules =
        new CallerRules(
            caller -> settings.clients().stream().anyMatch(range -> range.contains(caller)),
            privilegedPortsOnly);
    List<InetAddress> hosts = presentHosts(settings.listen());
    Belongings belongings = new Belongings();
    try {
      RpcServer rpc = new RpcServer(programs.all(), rules, slab, observer, System::nanoTime);
      belongings.add(() -> rpc.stop(drain.left()));
      int port = bind(rpc, hosts, settings.port());
      RpcServer portmapper =
          new RpcServer(List.of(programs.portmap()), rules, slab, observer, System::nanoTime);
      belongings.add(new Port111Door(settings.portmap(), portmapper, programs).open(hosts, port));
      rpc.start();
      return new FrontDoor(belongings, rpc, local(hosts.getFirst()), port);
    } catch (RuntimeException refused) {
      belongings.close();
      throw refused;
    }
  }

  /// Where this machine can mount from.
  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /// Whether no client is connected. Those that have something mounted are, unless they have been
  /// silent for minutes; the connections of one that has just unmounted are seen to end a little
  /// later, which is waited for.
  boolean isDeserted() throws InterruptedException {
    return rpc.isDesertedWithin(LEAVING);
  }

  /// Takes no more calls and waits for those under way, up to the drain timeout.
  @Override
  public void close() {
    belongings.close();
  }

  private static int bind(RpcServer rpc, List<InetAddress> hosts, int port) {
    try {
      return rpc.bind(hosts, port);
    } catch (IOException refused) {
      throw CommandFailure.cannotStart(
          "Port %d of %s cannot be listened on (%s): choose another with --port, or end what uses it."
              .formatted(port, names(hosts), refused.getMessage()),
          refused);
    }
  }

  /// One that stands for all addresses has the others, too. A container may have no `::1`, which is
  /// left out then; others are taken as they are, so that a wrong one is an error.
  static List<InetAddress> presentHosts(List<InetAddress> listen) throws IOException {
    for (InetAddress host : listen) {
      if (host.isAnyLocalAddress()) {
        return List.of(host);
      }
    }
    List<InetAddress> present = new ArrayList<>();
    for (InetAddress host : listen) {
      boolean isIPv6Loopback = host.isLoopbackAddress() && host instanceof Inet6Address;
      if (!isIPv6Loopback || NetworkInterface.getByInetAddress(host) != null) {
        present.add(host);
      }
    }
    return present.isEmpty() ? listen : List.copyOf(present);
  }

  /// An address that this machine reaches itself by, also if it listens on all of its addresses.
  private static String local(InetAddress host) {
    if (!host.isAnyLocalAddress()) {
      return host.getHostAddress();
    }
    return host.getAddress().length == 4 ? "127.0.0.1" : "::1";
  }

  private static String names(List<InetAddress> hosts) {
    return String.join(" and ", hosts.stream().map(InetAddress::getHostAddress).toList());
  }
}
