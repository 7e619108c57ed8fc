package io.sluice.it.wire;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Calls and replies of RFC 5531 as they stand in a record or a datagram.
final class RpcMessage {
  private static final int CALL = 0;
  private static final int REPLY = 1;
  private static final int RPC_VERSION = 2;
  private static final int AUTH_NONE = 0;
  private static final int LARGEST_VERIFIER = 400;

  private RpcMessage() {}

  static void writeCall(
      XdrWriter out,
      int xid,
      int program,
      int version,
      int procedure,
      AuthSys as,
      Consumer<XdrWriter> arguments) {
    out.writeInt(xid).writeInt(CALL).writeInt(RPC_VERSION);
    out.writeInt(program).writeInt(version).writeInt(procedure);
    as.write(out);
    out.writeInt(AUTH_NONE).writeInt(0);
    arguments.accept(out);
  }

  static RpcReply readReply(ByteBuffer message, int xid) {
    XdrReader reply = new XdrReader(message);
    if (reply.readInt() != xid || reply.readInt() != REPLY) {
      throw new AssertionError("not the reply to call " + xid);
    }
    if (reply.readInt() != 0) {
      return new RpcReply(RpcReply.Outcome.DENIED, reply);
    }
    reply.readInt();
    reply.readOpaque(LARGEST_VERIFIER);
    return new RpcReply(RpcReply.Outcome.ofAcceptStat(reply.readInt()), reply);
  }
}
