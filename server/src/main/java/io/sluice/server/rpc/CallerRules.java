package io.sluice.server.rpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;

/// From where calls are taken.
///
/// @param clients the addresses that may connect at all
/// @param privilegedPortsOnly whether what an AUTH_SYS credential decides must come from a port
///   below 1024, which on Linux only root and the kernel can use, unless somebody lowered
///   `net.ipv4.ip_unprivileged_port_start`
public record CallerRules(Predicate<InetAddress> clients, boolean privilegedPortsOnly) {
  private static final int FIRST_UNPRIVILEGED = 1024;

  /// Everybody, from any port: for tests and for servers that sit behind something else.
  public static final CallerRules OPEN = new CallerRules(_ -> true, false);

  /// Whether any user of a machine can call from this port.
  static boolean isOfAnybody(InetSocketAddress remote) {
    return remote.getPort() >= FIRST_UNPRIVILEGED;
  }

  /// Whether whoever calls from there may do what a credential decides.
  boolean trusts(InetSocketAddress remote) {
    return !privilegedPortsOnly || !isOfAnybody(remote);
  }

  boolean allows(Caller caller, RpcProgram program, CallHeader call) {
    return trusts(caller.remote())
        || call.procedure() == 0
        || !program.needsPrivilegedPort(call.version(), call.procedure());
  }
}
