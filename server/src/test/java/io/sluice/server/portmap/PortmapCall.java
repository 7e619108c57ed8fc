package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Caller.Transport;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Calls of the portmapper as bytes, without sockets.
final class PortmapCall {
  private static final int ROOM = 64 << 10;

  private final PortmapProgram program;
  private final Caller caller;

  private PortmapCall(PortmapProgram program, Caller caller) {
    this.program = program;
    this.caller = caller;
  }

  static PortmapCall from(String remote, int port, String local, PortmapProgram program) {
    return new PortmapCall(
        program,
        new Caller(
            new Credential.None(),
            new InetSocketAddress(InetAddress.ofLiteral(remote), port),
            new InetSocketAddress(InetAddress.ofLiteral(local), PortmapProgram.PORT),
            Transport.TCP,
            1));
  }

  /// The results of a call.
  XdrReader call(int version, int number, Consumer<XdrWriter> arguments) {
    Procedure<?> procedure = program.procedure(version, number);
    if (procedure == null) {
      throw new AssertionError("no procedure " + number + " in version " + version);
    }
    ByteBuffer in = ByteBuffer.allocate(ROOM);
    arguments.accept(new XdrWriter(in));
    return call(procedure, new XdrReader(in.flip()));
  }

  private <A> XdrReader call(Procedure<A> procedure, XdrReader in) {
    A arguments = procedure.decode(in);
    ByteBuffer out = ByteBuffer.allocate(procedure.replyBound(arguments));
    procedure.call(arguments, caller, Patience.AT_HAND).encode(new XdrWriter(out));
    return new XdrReader(out.flip());
  }

  boolean set(int program, int version, int protocol, int port) {
    return mapping(1, program, version, protocol, port).readBool();
  }

  boolean unset(int program, int version) {
    return mapping(2, program, version, 0, 0).readBool();
  }

  int getport(int program, int version, int protocol) {
    return mapping(3, program, version, protocol, 0).readInt();
  }

  private XdrReader mapping(int number, int program, int version, int protocol, int port) {
    return call(
        2,
        number,
        out -> out.writeInt(program).writeInt(version).writeInt(protocol).writeInt(port));
  }

  /// GETADDR, SET or UNSET of version 4.
  XdrReader rpcb(int number, int program, int version, String netid, String address) {
    return call(
        4,
        number,
        out ->
            out.writeInt(program)
                .writeInt(version)
                .writeString(netid)
                .writeString(address)
                .writeString("0"));
  }

  String getaddr(int program, int version, String netid) {
    return rpcb(3, program, version, netid, "").readString(100);
  }
}
