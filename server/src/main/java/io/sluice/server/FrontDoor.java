package io.sluice.server;

import io.sluice.config.ServerSettings;
import io.sluice.memory.Slab;
import io.sluice.server.mount3.Mount3Program;
import io.sluice.server.nfs3.Nfs3Program;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcProgram;
import io.sluice.server.rpc.RpcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The programs behind the port that clients mount from: NFS and MOUNT.
final class FrontDoor implements AutoCloseable {
  private final RpcServer rpc;
  private final String host;
  private final int port;
  private final Duration drainTimeout;

  private FrontDoor(RpcServer rpc, String host, int port, Duration drainTimeout) {
    this.rpc = rpc;
    this.host = host;
    this.port = port;
    this.drainTimeout = drainTimeout;
  }

  /// Opens it; calls are answered when this returns.
  ///
  /// @param privilegedPortsOnly whether calls must come from ports that only root can use
  ///   (semantics X3)
  /// @throws CommandFailure if the port cannot be had
  static FrontDoor open(
      ServerSettings settings,
      boolean privilegedPortsOnly,
      Exported exported,
      Slab slab,
      RpcObserver observer)
      throws IOException {
    List<RpcProgram> programs =
        List.of(
            new Nfs3Program(exported.handles(), exported.exports()),
            new Mount3Program(exported.exports()));
    CallerRules rules =
        new CallerRules(
            caller -> settings.clients().stream().anyMatch(range -> range.contains(caller)),
            privilegedPortsOnly);
    RpcServer rpc = new RpcServer(programs, rules, slab, observer, System::nanoTime);
    List<InetAddress> hosts = presentHosts(settings.listen());
    int port = bind(rpc, hosts, settings.port());
    rpc.start();
    return new FrontDoor(rpc, local(hosts.getFirst()), port, settings.drainTimeout());
  }

  /// Where this machine can mount from.
  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /// Takes no more calls and waits for those under way, up to the drain timeout.
  @Override
  public void close() {
    rpc.stop(drainTimeout);
  }

  private static int bind(RpcServer rpc, List<InetAddress> hosts, int port) {
    try {
      return rpc.bind(hosts, port);
    } catch (IOException refused) {
      rpc.stop(Duration.ZERO);
      throw CommandFailure.cannotStart(
          "Port %d of %s cannot be listened on (%s): choose another with --port, or end what uses it."
              .formatted(port, names(hosts), refused.getMessage()),
          refused);
    }
  }

  /// The loopback addresses that this machine has: a container may have no `::1`. Others are taken
  /// as they are, so that a wrong one is an error.
  private static List<InetAddress> presentHosts(List<InetAddress> listen) throws IOException {
    List<InetAddress> present = new ArrayList<>();
    for (InetAddress host : listen) {
      if (!host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null) {
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
