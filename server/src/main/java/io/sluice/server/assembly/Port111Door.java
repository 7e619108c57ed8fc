package io.sluice.server.assembly;

import io.sluice.config.PortmapMode;
import io.sluice.server.portmap.Port111;
import io.sluice.server.portmap.PortmapOutcome;
import io.sluice.server.portmap.PortmapProgram;
import io.sluice.server.portmap.Registration;
import io.sluice.server.portmap.SystemRpcbind;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.rpc.RpcProgram;
import io.sluice.server.rpc.RpcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where clients ask for our port: by our own port mapper if port 111 can be had, else by the
/// system's.
///
/// @param mode what the operator wants
/// @param portmapper serves the port mapper, not bound yet
/// @param programs what it tells of
record Port111Door(PortmapMode mode, RpcServer portmapper, Programs programs) {
  private static final Logger LOG = LoggerFactory.getLogger(Port111Door.class);

  /// Opens it.
  ///
  /// @param port where the programs are served
  /// @return what takes it back
  /// @throws CommandFailure if port 111 is demanded and cannot be had
  AutoCloseable open(List<InetAddress> hosts, int port) {
    programs.registrations().announce(registrations(hosts, port));
    return switch (PortmapOutcome.decide(mode, () -> bind(hosts))) {
      case PortmapOutcome.Embedded() -> {
        portmapper.start();
        LOG.info("clients find us by port 111");
        yield () -> portmapper.stop(Duration.ZERO);
      }
      case PortmapOutcome.Registered() -> SystemRpcbind.register(registrations(hosts, port));
      case PortmapOutcome.Without(String reason) -> {
        LOG.info("{}", reason);
        yield () -> {};
      }
      case PortmapOutcome.Impossible(String reason) -> throw CommandFailure.cannotStart(reason);
    };
  }

  private Port111 bind(List<InetAddress> hosts) {
    try {
      portmapper.bind(hosts, PortmapProgram.PORT);
      return Port111.OURS;
    } catch (IOException refused) {
      portmapper.stop(Duration.ZERO);
      return Port111.of(refused);
    }
  }

  private List<Registration> registrations(List<InetAddress> hosts, int port) {
    List<Registration> all = new ArrayList<>();
    for (RpcProgram program : programs.served()) {
      all.addAll(at(hosts, port, program));
    }
    all.addAll(at(hosts, PortmapProgram.PORT, programs.portmap()));
    return all;
  }

  private static List<Registration> at(List<InetAddress> hosts, int port, RpcProgram program) {
    List<InetSocketAddress> places =
        hosts.stream().map(host -> new InetSocketAddress(host, port)).toList();
    return Registration.of(program, places, places);
  }
}
