package io.sluice.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where the server listens and what it may use.
///
/// @param port 0 takes a free one
public record ServerSettings(
    List<InetAddress> listen,
    int port,
    PortmapMode portmap,
    List<Cidr> clients,
    boolean allowUnprivilegedPorts,
    Path stateDir,
    ByteSize memoryTarget,
    Duration drainTimeout,
    MetricsListen metricsListen) {
  public ServerSettings {
    listen = List.copyOf(listen);
    clients = List.copyOf(clients);
    for (InetAddress address : listen) {
      if (!address.isLoopbackAddress() && clients.equals(Cidr.LOOPBACK)) {
        throw new SettingsException(
            "--listen %s lets other machines in: name those that may come with --clients CIDR[,CIDR]."
                .formatted(address.getHostAddress()));
      }
    }
  }

  static ServerSettings of(Values values) {
    return new ServerSettings(
        values.get(Definitions.LISTEN),
        values.get(Definitions.PORT),
        values.get(Definitions.PORTMAP),
        values.get(Definitions.CLIENTS),
        values.get(Definitions.ALLOW_UNPRIVILEGED_PORTS),
        values.get(Definitions.STATE_DIR),
        values.get(Definitions.MEMORY_TARGET),
        values.get(Definitions.DRAIN_TIMEOUT),
        values.get(Definitions.METRICS_LISTEN));
  }
}
