package io.sluice.it.bench;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsStat3;
import io.sluice.server.nfs3.StableHow;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.RpcClient;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What Linux asks when programs write new files, over one connection: LOOKUP, CREATE (EXCLUSIVE)
/// and SETATTR under the lock of the directory, then one WRITE FILE_SYNC, or UNSTABLE WRITEs of 1
/// MiB with several under way and a COMMIT, and a GETATTR.
public final class LinuxWriter implements AutoCloseable {
  private static final int NFS = 100003;
  private static final int MOUNT = 100005;
  private static final int VERSION = 3;
  private static final int MNT = 1;
  private static final int GETATTR = 1;
  private static final int SETATTR = 2;
  private static final int LOOKUP = 3;
  private static final int WRITE = 7;
  private static final int CREATE = 8;
  private static final int MKDIR = 9;
  private static final int COMMIT = 21;
  private static final int EXCLUSIVE = 2;
  private static final int SERVER_TIME = 1;
  private static final int MODE = 0644;

  /// More than the calls under way that the kernel begins with, and enough to keep a server busy.
  private static final int UNDER_WAY = 16;

  /// Longer than the head of a WRITE.
  private static final int HEAD = 512;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Credential CALLER = new Credential.Sys("benchmark", 0, 0, List.of());

  /// A WRITE that is under way, and where its message lies.
  private record Outstanding(CompletableFuture<ByteBuffer> reply, ByteBuffer message) {}

  private final RpcClient client;
  private final AtomicInteger xids = new AtomicInteger();

  /// The kernel holds the directory's lock while it makes a file.
  private final ReentrantLock making = new ReentrantLock();

  private final FileHandle root;

  /// Of all calls, in nanoseconds. The thread that takes replies counts; anybody reads.
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

  /// Connects and mounts.
  public LinuxWriter(InetSocketAddress server) throws IOException {
    client = RpcClient.connect(server, CALLER, PATIENCE);
    XdrReader in = results(MOUNT, MNT, out -> out.writeString(ColdServer.BUCKET));
    require(in, "MNT");
    root = FileHandle.read(in);
  }

  /// `mkdir` in the root.
  public FileHandle mkdir(String name) throws IOException {
    XdrReader in =
        results(
            NFS,
            MKDIR,
            out -> {
              root.write(out);
              out.writeString(name);
              attributes(out);
            });
    require(in, "MKDIR");
    return handle(in);
  }

  /// Room for the message of a WRITE of so many bytes; for one thread.
  static ByteBuffer room(int bytes) {
    return WrittenBytes.noise(HEAD, bytes);
  }

  /// `cp` of a file that one WRITE takes.
  ///
  /// @param room for as many bytes as it has
  /// @param number of its block
  void copySmall(FileHandle directory, String name, long number, ByteBuffer room)
      throws IOException {
    FileHandle file = create(directory, name, number);
    finish(write(file, room, 0, number, StableHow.FILE_SYNC));
    close(file, room.capacity() - HEAD);
  }

  /// `cp` of a file that takes many.
  ///
  /// @param first number of its first block
  public void copyLarge(FileHandle directory, String name, long first, long size)
      throws IOException {
    FileHandle file = create(directory, name, first);
    stream(file, first, size);
    XdrReader in =
        results(
            NFS,
            COMMIT,
            out -> {
              file.write(out);
              out.writeLong(0).writeInt(0);
            });
    require(in, "COMMIT");
    close(file, size);
  }

  private void close(FileHandle file, long size) throws IOException {
    XdrReader in = results(NFS, GETATTR, file::write);
    require(in, "GETATTR");
    if (Fattr3.read(in).size() != size) {
      throw new IOException("a file does not have the size that was written");
    }
  }

  private FileHandle create(FileHandle directory, String name, long verifier) throws IOException {
    making.lock();
    try {
      Consumer<XdrWriter> where =
          out -> {
            directory.write(out);
            out.writeString(name);
          };
      if (NfsStat3.read(results(NFS, LOOKUP, where)) != NfsStat3.NFS3ERR_NOENT) {
        throw new IOException(name + " is there already");
      }
      XdrReader made =
          results(NFS, CREATE, where.andThen(out -> out.writeInt(EXCLUSIVE).writeLong(verifier)));
      require(made, "CREATE");
      FileHandle file = handle(made);
      XdrReader set =
          results(
              NFS,
              SETATTR,
              out -> {
                file.write(out);
                attributes(out);
                out.writeBool(false);
              });
      require(set, "SETATTR");
      return file;
    } finally {
      making.unlock();
    }
  }

  private void stream(FileHandle file, long first, long size) throws IOException {
    Deque<Outstanding> underWay = new ArrayDeque<>();
    for (long at = 0; at < size; at += WrittenBytes.BLOCK) {
      ByteBuffer message =
          underWay.size() < UNDER_WAY ? room(WrittenBytes.BLOCK) : finish(underWay.remove());
      long block = first + at / WrittenBytes.BLOCK;
      underWay.add(write(file, message, at, block, StableHow.UNSTABLE));
    }
    for (Outstanding last : underWay) {
      finish(last);
    }
  }

  /// The head ends where the bytes begin, so that they stay where they are.
  private Outstanding write(
      FileHandle file, ByteBuffer message, long offset, long block, StableHow stable)
      throws IOException {
    int length = message.capacity() - HEAD;
    int xid = xids.incrementAndGet();
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    XdrWriter out = new XdrWriter(head);
    RpcClient.writeCall(out, xid, NFS, VERSION, WRITE, CALLER);
    file.write(out);
    out.writeLong(offset).writeInt(length);
    stable.write(out);
    out.writeInt(length);
    head.flip();
    int start = HEAD - head.remaining();
    message.clear().position(start).put(head).position(start);
    WrittenBytes.number(message, HEAD, block);
    return new Outstanding(send(xid, message), message);
  }

  private CompletableFuture<ByteBuffer> send(int xid, ByteBuffer message) throws IOException {
    long begin = System.nanoTime();
    return client
        .send(xid, message)
        .whenComplete((reply, failure) -> slowest.accumulate(System.nanoTime() - begin));
  }

  /// The longest that a call took so far.
  public Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }

  private static ByteBuffer finish(Outstanding write) throws IOException {
    try {
      require(RpcClient.results(write.reply().join()), "WRITE");
      return write.message();
    } catch (CompletionException e) {
      throw new IOException("the server closed the connection", e);
    }
  }

  private XdrReader results(int program, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    int xid = xids.incrementAndGet();
    ByteBuffer message = ByteBuffer.allocate(2 * HEAD);
    XdrWriter out = new XdrWriter(message);
    RpcClient.writeCall(out, xid, program, VERSION, procedure, CALLER);
    arguments.accept(out);
    try {
      return RpcClient.results(send(xid, message.flip()).join());
    } catch (CompletionException e) {
      throw new IOException("the server closed the connection", e);
    }
  }

  /// `sattr3` with a mode, and the times of the server.
  private static void attributes(XdrWriter out) {
    out.writeBool(true).writeInt(MODE).writeBool(false).writeBool(false).writeBool(false);
    out.writeInt(SERVER_TIME).writeInt(SERVER_TIME);
  }

  private static FileHandle handle(XdrReader in) throws IOException {
    if (!in.readBool()) {
      throw new IOException("a file was made without a handle");
    }
    return FileHandle.read(in);
  }

  private static void require(XdrReader in, String what) throws IOException {
    NfsStat3 status = NfsStat3.read(in);
    if (status != NfsStat3.NFS3_OK) {
      throw new IOException(what + ": " + status);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
