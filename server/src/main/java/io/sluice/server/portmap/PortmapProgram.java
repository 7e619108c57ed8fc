package io.sluice.server.portmap;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.RpcProgram;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The port mapper: version 2, and rpcbind's versions 3 and 4 (RFC 1833), over TCP and UDP.
///
/// Calls on behalf of others (CALLIT, BCAST, INDIRECT) are procedures that we do not have: they
/// hide who calls and make many answers of one.
public final class PortmapProgram implements RpcProgram {
  /// Its number.
  public static final int NUMBER = 100000;

  /// Where it is looked for.
  public static final int PORT = 111;

  private static final int PMAP = 2;
  private static final int RPCBIND_4 = 4;

  private final PmapSet pmapSet;
  private final PmapUnset pmapUnset;
  private final PmapGetport pmapGetport;
  private final PmapDump pmapDump;
  private final RpcbSet rpcbSet;
  private final RpcbUnset rpcbUnset;
  private final RpcbGetaddr rpcbGetaddr;
  private final RpcbDump rpcbDump;
  private final RpcbGettime rpcbGettime;
  private final RpcbUaddr2taddr rpcbUaddr2taddr = new RpcbUaddr2taddr();
  private final RpcbTaddr2uaddr rpcbTaddr2uaddr = new RpcbTaddr2uaddr();
  private final RpcbGetversaddr rpcbGetversaddr;
  private final RpcbGetaddrlist rpcbGetaddrlist;

  /// The program over this table.
  public PortmapProgram(Registrations registrations, InstantSource clock) {
    pmapSet = new PmapSet(registrations);
    pmapUnset = new PmapUnset(registrations);
    pmapGetport = new PmapGetport(registrations);
    pmapDump = new PmapDump(registrations);
    rpcbSet = new RpcbSet(registrations);
    rpcbUnset = new RpcbUnset(registrations);
    rpcbGetaddr = new RpcbGetaddr(registrations);
    rpcbDump = new RpcbDump(registrations);
    rpcbGettime = new RpcbGettime(clock);
    rpcbGetversaddr = new RpcbGetversaddr(registrations);
    rpcbGetaddrlist = new RpcbGetaddrlist(registrations);
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "portmap";
  }

  @Override
  public int lowVersion() {
    return PMAP;
  }

  @Override
  public int highVersion() {
    return RPCBIND_4;
  }

  @Override
  public boolean servesUdp() {
    return true;
  }

  @Override
  public @Nullable Procedure<?> procedure(int version, int number) {
    return version == PMAP ? pmap(number) : rpcbind(version, number);
  }

  private @Nullable Procedure<?> pmap(int number) {
    return switch (number) {
      case 1 -> pmapSet;
      case 2 -> pmapUnset;
      case 3 -> pmapGetport;
      case 4 -> pmapDump;
      default -> null;
    };
  }

  private @Nullable Procedure<?> rpcbind(int version, int number) {
    return switch (number) {
      case 1 -> rpcbSet;
      case 2 -> rpcbUnset;
      case 3 -> rpcbGetaddr;
      case 4 -> rpcbDump;
      case 6 -> rpcbGettime;
      case 7 -> rpcbUaddr2taddr;
      case 8 -> rpcbTaddr2uaddr;
      case 9 -> version == RPCBIND_4 ? rpcbGetversaddr : null;
      case 11 -> version == RPCBIND_4 ? rpcbGetaddrlist : null;
      default -> null;
    };
  }
}
