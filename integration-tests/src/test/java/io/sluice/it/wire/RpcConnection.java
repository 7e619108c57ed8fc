package io.sluice.it.wire;

import io.sluice.server.rpc.XdrWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// A TCP connection that carries one RPC call after the other (RFC 5531), with everything in the
/// hands of the test: transaction ids, programs, versions.
public final class RpcConnection implements AutoCloseable {
  private static final int LARGEST_CALL = (1 << 20) + (16 << 10);
  private static final int LAST_FRAGMENT = 1 << 31;
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;
  private int lastXid = 1;

  /// Connects to a server on this machine.
  public RpcConnection(InetSocketAddress server) {
    try {
      socket = new Socket(server.getAddress(), server.getPort());
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes a call with a transaction id of its own and waits for the reply.
  public RpcReply call(
      int program, int version, int procedure, AuthSys as, Consumer<XdrWriter> arguments) {
    lastXid++;
    return call(lastXid, program, version, procedure, as, arguments);
  }

  /// Makes a call with this transaction id and waits for the reply.
  public RpcReply call(
      int xid, int program, int version, int procedure, AuthSys as, Consumer<XdrWriter> arguments) {
    ByteBuffer call = ByteBuffer.allocate(LARGEST_CALL).position(4);
    RpcMessage.writeCall(new XdrWriter(call), xid, program, version, procedure, as, arguments);
    call.flip().putInt(0, (call.limit() - 4) | LAST_FRAGMENT);
    try {
      socket.getOutputStream().write(call.array(), 0, call.limit());
      return RpcMessage.readReply(ByteBuffer.wrap(record()), xid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] record() throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    int mark;
    do {
      mark = in.readInt();
      record.writeBytes(in.readNBytes(mark & ~LAST_FRAGMENT));
    } while ((mark & LAST_FRAGMENT) == 0);
    return record.toByteArray();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
