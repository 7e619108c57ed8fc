package io.sluice.server.assembly;

import io.sluice.server.mount3.Mount3Program;
import io.sluice.server.nfs3.Nfs3Program;
import io.sluice.server.nlm4.Locks;
import io.sluice.server.nlm4.Nlm4Program;
import io.sluice.server.nlm4.NsmProgram;
import io.sluice.server.nlm4.RpcLockManagers;
import io.sluice.server.portmap.Netid;
import io.sluice.server.portmap.PortmapProgram;
import io.sluice.server.portmap.Registrations;
import io.sluice.server.rpc.RpcProgram;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Every program of ours.
///
/// @param served at the port that clients mount from: NFS, MOUNT, locks, status
/// @param portmap where clients ask for that port
/// @param registrations what it answers
record Programs(List<RpcProgram> served, PortmapProgram portmap, Registrations registrations) {
  /// The programs that serve these exports.
  static Programs over(BucketExports exports) {
    Registrations registrations = new Registrations();
    Locks locks = new Locks(new RpcLockManagers(host -> lockdOf(host, registrations)));
    return new Programs(
        List.of(
            new Nfs3Program(exports.handles(), exports),
            new Mount3Program(exports),
            new Nlm4Program(locks),
            // Seconds grow from start to start, as the state of a status monitor must.
            new NsmProgram(locks, Instant.now().getEpochSecond())),
        new PortmapProgram(registrations, InstantSource.system()),
        registrations);
  }

  /// All of them, for the port that clients mount from.
  List<RpcProgram> all() {
    List<RpcProgram> all = new ArrayList<>(served);
    all.add(portmap);
    return List.copyOf(all);
  }

  /// The lock manager of this machine's kernel registers with our own port mapper.
  private static OptionalInt lockdOf(InetAddress host, Registrations registrations) {
    Optional<InetSocketAddress> set =
        host.isLoopbackAddress()
            ? registrations.setByOthers(
                Nlm4Program.NUMBER,
                Nlm4Program.VERSION,
                host instanceof Inet6Address ? Netid.TCP6 : Netid.TCP) // it has a port for each
            : Optional.empty();
    return set.map(address -> OptionalInt.of(address.getPort())).orElseGet(OptionalInt::empty);
  }
}
