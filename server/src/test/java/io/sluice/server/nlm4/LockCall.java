package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Caller.Transport;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.RpcProgram;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// A client of the lock manager and the status monitor, in bytes, without sockets.
///
/// @param name what its machine calls itself
record LockCall(RpcProgram nlm, RpcProgram nsm, String address, String name) {
  static final String COOKIE = "c00k";

  private static final int ROOM = 16 << 10;

  int lock(int svid, long offset, long length, boolean exclusive, boolean block) {
    return status(lockResults(2, svid, offset, length, exclusive, block));
  }

  XdrReader lockResults(
      int procedure, int svid, long offset, long length, boolean exclusive, boolean block) {
    return call(
        nlm,
        procedure,
        out -> {
          out.writeString(COOKIE).writeBool(block).writeBool(exclusive);
          writeLock(out, svid, offset, length);
          out.writeBool(false).writeInt(1);
        });
  }

  int unlock(int svid, long offset, long length) {
    return status(
        call(
            nlm,
            4,
            out -> {
              out.writeString(COOKIE);
              writeLock(out, svid, offset, length);
            }));
  }

  int cancel(int svid, long offset, long length, boolean exclusive) {
    return status(
        call(
            nlm,
            3,
            out -> {
              out.writeString(COOKIE).writeBool(true).writeBool(exclusive);
              writeLock(out, svid, offset, length);
            }));
  }

  /// TEST (1) or GRANTED (5).
  XdrReader test(int procedure, int svid, long offset, long length, boolean exclusive) {
    return call(
        nlm,
        procedure,
        out -> {
          out.writeString(COOKIE).writeBool(exclusive);
          writeLock(out, svid, offset, length);
        });
  }

  void restarted() {
    call(nsm, 6, out -> out.writeString(name).writeInt(3));
  }

  private void writeLock(XdrWriter out, int svid, long offset, long length) {
    out.writeString(name)
        .writeOpaque(new byte[32])
        .writeString(svid + "@" + name)
        .writeInt(svid)
        .writeLong(offset)
        .writeLong(length);
  }

  static int status(XdrReader in) {
    if (!in.readString(Netobj.LONGEST).equals(COOKIE)) {
      throw new AssertionError("another cookie");
    }
    return in.readInt();
  }

  XdrReader call(RpcProgram program, int number, Consumer<XdrWriter> arguments) {
    Procedure<?> procedure = program.procedure(program.highVersion(), number);
    if (procedure == null) {
      throw new AssertionError("no procedure " + number);
    }
    ByteBuffer in = ByteBuffer.allocate(ROOM);
    arguments.accept(new XdrWriter(in));
    return call(procedure, new XdrReader(in.flip()));
  }

  private <A> XdrReader call(Procedure<A> procedure, XdrReader in) {
    InetSocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral(address), 700);
    Caller caller = new Caller(new Credential.None(), remote, remote, Transport.TCP, 1);
    A arguments = procedure.decode(in);
    ByteBuffer out = ByteBuffer.allocate(procedure.replyBound(arguments));
    procedure.call(arguments, caller, Patience.AT_HAND).encode(new XdrWriter(out));
    return new XdrReader(out.flip());
  }
}
