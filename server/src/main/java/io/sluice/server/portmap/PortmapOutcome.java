package io.sluice.server.portmap;

import io.sluice.config.PortmapMode;
import java.util.function.Supplier;

/// Who answers on port 111.
public sealed interface PortmapOutcome {
  /// We do.
  record Embedded() implements PortmapOutcome {}

  /// The system's rpcbind does, as far as it takes our registration: see [SystemRpcbind].
  record Registered() implements PortmapOutcome {}

  /// Nobody does for us: clients must name the port.
  ///
  /// @param reason a sentence for the log
  record Without(String reason) implements PortmapOutcome {}

  /// It was demanded of us and cannot be done: the server must not start.
  ///
  /// @param reason a sentence that says what to do
  record Impossible(String reason) implements PortmapOutcome {}

  /// Decides.
  ///
  /// @param listening tries to listen on port 111, TCP and UDP; not asked if nobody wants to know
  static PortmapOutcome decide(PortmapMode mode, Supplier<Port111> listening) {
    return switch (mode) {
      case OFF -> new Without("--portmap off: clients must name the port");
      case AUTO -> auto(listening.get());
      case ON -> on(listening.get());
    };
  }

  private static PortmapOutcome auto(Port111 port) {
    return switch (port) {
      case OURS -> new Embedded();
      case TAKEN -> new Registered();
      case FORBIDDEN ->
          new Without("port 111 is for the superuser only: clients must name the port");
    };
  }

  private static PortmapOutcome on(Port111 port) {
    return switch (port) {
      case OURS -> new Embedded();
      case TAKEN ->
          new Impossible(
              "port 111 is taken, by rpcbind as a rule: stop it (systemctl stop rpcbind.socket"
                  + " rpcbind), or set --portmap auto to register with it");
      case FORBIDDEN ->
          new Impossible(
              "port 111 needs root or CAP_NET_BIND_SERVICE: start as root, or set --portmap off");
    };
  }
}
