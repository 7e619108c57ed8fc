package io.sluice.server.portmap;

import io.sluice.server.rpc.RpcProgram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A version of a program, and where it is reached.
///
/// @param program its number, as unsigned 32 bits
/// @param version as unsigned 32 bits
/// @param address where it listens; may be a wildcard
/// @param owner for people, at most [#LONGEST_OWNER] characters
public record Registration(
    int program, int version, Netid netid, InetSocketAddress address, String owner) {
  static final int LONGEST_OWNER = 64;

  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");
  private static final InetAddress ANY6 = InetAddress.ofLiteral("::");

  /// Who owns what this server registers.
  static final String OURS = "sluice";

  public Registration {
    if (owner.length() > LONGEST_OWNER) {
      owner = owner.substring(0, LONGEST_OWNER);
    }
  }

  /// Every version of a program of ours at every place where it is served. A socket at all
  /// addresses of one family is one at those of the other, too.
  ///
  /// @param tcp where connections to it are taken
  /// @param udp where datagrams are; not used if the program serves TCP only
  public static List<Registration> of(
      RpcProgram program, Collection<InetSocketAddress> tcp, Collection<InetSocketAddress> udp) {
    List<Registration> all = new ArrayList<>();
    for (int version = program.lowVersion(); version <= program.highVersion(); version++) {
      if (program.offers(version)) {
        for (InetSocketAddress address : tcp) {
          all.addAll(ours(program, version, Netid.TCP, Netid.TCP6, address));
        }
        for (InetSocketAddress address : program.servesUdp() ? udp : List.<InetSocketAddress>of()) {
          all.addAll(ours(program, version, Netid.UDP, Netid.UDP6, address));
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<Registration> ours(
      RpcProgram program, int version, Netid four, Netid six, InetSocketAddress address) {
    if (address.getAddress().isAnyLocalAddress()) {
      return List.of(
          ours(program, version, four, new InetSocketAddress(ANY, address.getPort())),
          ours(program, version, six, new InetSocketAddress(ANY6, address.getPort())));
    }
    Netid netid = four.carries(address.getAddress()) ? four : six;
    return List.of(ours(program, version, netid, address));
  }

  private static Registration ours(
      RpcProgram program, int version, Netid netid, InetSocketAddress address) {
    return new Registration(program.number(), version, netid, address, OURS);
  }

  boolean isFor(int program, int version) {
    return this.program == program && this.version == version;
  }

  /// Whether both name the same version of the same program by the same transport.
  boolean sameService(Registration other) {
    return isFor(other.program, other.version) && netid == other.netid;
  }
}
