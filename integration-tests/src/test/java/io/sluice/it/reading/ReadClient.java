package io.sluice.it.reading;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsStat3;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.RpcClient;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The calls of a client that reads, over one connection and by one thread, with any number of them
/// under way. Replies are taken in the order in which they come; what comes is lent to whoever
/// asked, and not copied.
public final class ReadClient implements AutoCloseable {
  private static final int NFS = 100003;
  private static final int MOUNT = 100005;
  private static final int VERSION = 3;
  private static final int MNT = 1;
  private static final int GETATTR = 1;
  private static final int LOOKUP = 3;
  private static final int ACCESS = 4;
  private static final int READ = 6;
  private static final int READING_RIGHTS = 0x2d;
  private static final int LAST_FRAGMENT = 0x8000_0000;
  private static final int LARGEST_READ = 1 << 20;
  private static final Credential CALLER = new Credential.Sys("reader", 0, 0, List.of());

  /// What a name is.
  ///
  /// @param size in bytes
  public record Found(FileHandle handle, long size) {}

  /// What came of a READ.
  ///
  /// @param data nothing unless the status is NFS3_OK; only until whoever is given it returns
  public record Answer(NfsStat3 status, boolean eof, ByteBuffer data) {}

  private final SocketChannel channel;
  private final Map<Integer, Consumer<XdrReader>> waiting = new HashMap<>();
  private final ByteBuffer call = ByteBuffer.allocateDirect(4096);
  private final ByteBuffer mark = ByteBuffer.allocateDirect(Integer.BYTES);
  private final ByteBuffer reply = ByteBuffer.allocateDirect(LARGEST_READ + 4096);
  private final FileHandle root;
  private int xid;

  /// Connects and mounts.
  public ReadClient(InetSocketAddress server, String export) {
    try {
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtomicReference<FileHandle> mounted = new AtomicReference<>();
    send(
        MOUNT,
        MNT,
        out -> out.writeString(export),
        in -> {
          require(in, "MNT");
          mounted.set(FileHandle.read(in));
        });
    await(0);
    root = mounted.get();
  }

  /// The root of the export.
  public FileHandle root() {
    return root;
  }

  /// What a program's `open` asks for when nothing of the path is known, one call after the other:
  /// LOOKUP of each name, GETATTR and ACCESS of the last.
  public Found open(String path) {
    AtomicReference<Found> found = new AtomicReference<>(new Found(root, 0));
    for (String name : path.split("/", -1)) {
      lookup(found.get().handle(), name, found::set);
      await(0);
    }
    getattr(found.get().handle(), found::set);
    await(0);
    access(found.get().handle(), () -> {});
    await(0);
    return found.get();
  }

  /// LOOKUP of a name that is there.
  public void lookup(FileHandle directory, String name, Consumer<Found> then) {
    send(
        NFS,
        LOOKUP,
        out -> {
          directory.write(out);
          out.writeString(name);
        },
        in -> {
          require(in, "LOOKUP of " + name);
          FileHandle handle = FileHandle.read(in);
          if (!in.readBool()) {
            throw new IllegalStateException(name + " came without attributes");
          }
          then.accept(new Found(handle, Fattr3.read(in).size()));
        });
  }

  /// GETATTR.
  public void getattr(FileHandle file, Consumer<Found> then) {
    send(
        NFS,
        GETATTR,
        file::write,
        in -> {
          require(in, "GETATTR");
          then.accept(new Found(file, Fattr3.read(in).size()));
        });
  }

  /// ACCESS.
  public void access(FileHandle file, Runnable then) {
    send(
        NFS,
        ACCESS,
        out -> {
          file.write(out);
          out.writeInt(READING_RIGHTS);
        },
        in -> {
          require(in, "ACCESS");
          then.run();
        });
  }

  /// READ, which may fail.
  public void read(FileHandle file, long offset, int count, Consumer<Answer> then) {
    send(
        NFS,
        READ,
        out -> {
          file.write(out);
          out.writeLong(offset).writeInt(count);
        },
        in -> then.accept(answer(in)));
  }

  private static Answer answer(XdrReader in) {
    NfsStat3 status = NfsStat3.read(in);
    if (in.readBool()) {
      Fattr3.read(in);
    }
    if (status != NfsStat3.NFS3_OK) {
      return new Answer(status, false, ByteBuffer.allocate(0));
    }
    int count = in.readInt();
    boolean eof = in.readBool();
    ByteBuffer data = in.readOpaqueView(LARGEST_READ);
    if (data.remaining() != count) {
      throw new IllegalStateException("a READ says " + count + " and has " + data.remaining());
    }
    return new Answer(status, eof, data);
  }

  /// Takes replies until at most so many calls are under way.
  public void await(int most) {
    while (waiting.size() > most) {
      receive();
    }
  }

  private void send(
      int program, int procedure, Consumer<XdrWriter> arguments, Consumer<XdrReader> then) {
    xid++;
    waiting.put(xid, then);
    XdrWriter out = new XdrWriter(call.clear().position(Integer.BYTES));
    RpcClient.writeCall(out, xid, program, VERSION, procedure, CALLER);
    arguments.accept(out);
    call.flip().putInt(0, LAST_FRAGMENT | (call.limit() - Integer.BYTES));
    try {
      while (call.hasRemaining()) {
        channel.write(call);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive() {
    try {
      int length = fill(mark, Integer.BYTES).getInt();
      if (length >= 0) {
        throw new IOException("a reply in several fragments");
      }
      fill(reply, length & ~LAST_FRAGMENT);
      Consumer<XdrReader> asked = waiting.remove(reply.getInt(0));
      if (asked == null) {
        throw new IOException("a reply to nothing");
      }
      asked.accept(RpcClient.results(reply));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ByteBuffer fill(ByteBuffer room, int count) throws IOException {
    room.clear().limit(count);
    while (room.hasRemaining()) {
      if (channel.read(room) < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    return room.flip();
  }

  private static void require(XdrReader in, String what) {
    NfsStat3 status = NfsStat3.read(in);
    if (status != NfsStat3.NFS3_OK) {
      throw new IllegalStateException(what + ": " + status);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
