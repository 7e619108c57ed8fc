package io.sluice.it.bench;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.Nfs3Program;
import io.sluice.server.nfs3.StableHow;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.RpcClient;
import io.sluice.server.rpc.XdrWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.ObjIntConsumer;

/// Builds the calls of the workloads once, so that asking costs the client nothing but the socket.
final class Requests {
  /// Bytes of one READ or WRITE, the most that clients ask for.
  static final int TRANSFER = 1 << 20;

  /// Who the calls come from: a user of a usual desktop, the owner of the file.
  static final int OWNER = 1000;

  private static final int VERSION = 3;
  private static final int GETATTR = 1;
  private static final int READ = 6;
  private static final int WRITE = 7;
  private static final int LAST_FRAGMENT = 0x8000_0000;

  /// The record mark, the head of a successful reply, and the status.
  private static final int REPLY_HEAD = 4 + 24 + 4;

  private static final int ATTRIBUTES = 4 + Fattr3.SIZE;
  private static final int READ_REPLY = REPLY_HEAD + ATTRIBUTES + 12 + TRANSFER;
  private static final int WCC_DATA = 4 + 24 + ATTRIBUTES;
  private static final int WRITE_REPLY = REPLY_HEAD + WCC_DATA + 16;

  private static final Credential CREDENTIAL =
      new Credential.Sys("desktop", OWNER, OWNER, List.of(4L, 24L, 27L, 100L, (long) OWNER));

  private final FileHandle file;

  Requests(FileHandle file) {
    this.file = file;
  }

  Workload getattr(int depth) {
    ByteBuffer calls = calls(depth, GETATTR, 0, (out, _) -> file.write(out));
    return new Workload("GETATTR", depth, 1, calls, REPLY_HEAD + Fattr3.SIZE, 0);
  }

  Workload read(int depth) {
    ByteBuffer calls =
        calls(
            depth,
            READ,
            0,
            (out, slot) -> {
              file.write(out);
              out.writeLong((long) slot * TRANSFER).writeInt(TRANSFER);
            });
    return new Workload("READ 1 MiB", depth, 1, calls, READ_REPLY, TRANSFER);
  }

  Workload write(int depth) {
    ByteBuffer calls =
        calls(
            depth,
            WRITE,
            TRANSFER,
            (out, slot) -> {
              file.write(out);
              out.writeLong((long) slot * TRANSFER).writeInt(TRANSFER);
              StableHow.UNSTABLE.write(out);
              out.writeInt(TRANSFER);
            });
    return new Workload("WRITE 1 MiB", depth, 1, calls, WRITE_REPLY, TRANSFER);
  }

  private static ByteBuffer calls(
      int depth, int procedure, int payload, ObjIntConsumer<XdrWriter> arguments) {
    ByteBuffer head = ByteBuffer.allocate(1024);
    ByteBuffer calls = null;
    for (int slot = 0; slot < depth; slot++) {
      XdrWriter out = new XdrWriter(head.clear().position(4));
      RpcClient.writeCall(out, slot, Nfs3Program.NUMBER, VERSION, procedure, CREDENTIAL);
      arguments.accept(out, slot);
      head.flip().putInt(0, LAST_FRAGMENT | (head.limit() - 4 + payload));
      int size = head.limit() + payload;
      calls = calls == null ? ByteBuffer.allocateDirect(depth * size) : calls;
      calls.put(slot * size, head, 0, head.limit());
    }
    return calls == null ? ByteBuffer.allocateDirect(0) : calls;
  }
}
