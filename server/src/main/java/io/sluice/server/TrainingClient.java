package io.sluice.server;

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
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Reads and writes as kernels do, for `sluice train`. New files by LOOKUP, CREATE (EXCLUSIVE),
/// SETATTR, then one WRITE FILE_SYNC, or several UNSTABLE ones and a COMMIT, and a GETATTR. For one
/// thread.
final class TrainingClient implements AutoCloseable {
  private static final int NFS = 100003;
  private static final int MOUNT = 100005;
  private static final int VERSION = 3;
  private static final int MNT = 1;
  private static final int GETATTR = 1;
  private static final int SETATTR = 2;
  private static final int LOOKUP = 3;
  private static final int READ = 6;
  private static final int WRITE = 7;
  private static final int CREATE = 8;
  private static final int MKDIR = 9;
  private static final int COMMIT = 21;
  private static final int EXCLUSIVE = 2;
  private static final int SERVER_TIME = 1;
  private static final int MODE = 0644;
  private static final int BLOCK = 1 << 20;

  /// As many calls as Linux has outstanding when it reads ahead 16 MiB, or writes back.
  private static final int UNDER_WAY = 16;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RpcClient client;
  private final FileHandle root;

  TrainingClient(InetSocketAddress server, String export) throws IOException {
    client = RpcClient.connect(server, new Credential.Sys("train", 0, 0, List.of()), PATIENCE);
    root = FileHandle.read(done(client.call(MOUNT, VERSION, MNT, out -> out.writeString(export))));
  }

  /// Reads pieces of a file of the root.
  ///
  /// @param size of a piece
  void readPieces(String name, int size, LongStream offsets) throws IOException {
    FileHandle file = FileHandle.read(done(nfs(LOOKUP, named(root, name))));
    for (long offset : offsets.toArray()) {
      Consumer<XdrWriter> piece = out -> out.writeLong(offset).writeInt(size);
      done(nfs(READ, ((Consumer<XdrWriter>) file::write).andThen(piece)));
    }
  }

  /// Reads a file of the root from its begin to its end, many calls under way, as readers who read
  /// ahead do.
  void readWhole(String name, long size) throws IOException {
    FileHandle file = FileHandle.read(done(nfs(LOOKUP, named(root, name))));
    Deque<CompletableFuture<ByteBuffer>> replies = new ArrayDeque<>();
    for (long offset = 0; offset < size; offset += BLOCK) {
      long from = offset;
      Consumer<XdrWriter> block = out -> out.writeLong(from).writeInt(BLOCK);
      replies.add(send(READ, ((Consumer<XdrWriter>) file::write).andThen(block)));
      take(replies, UNDER_WAY - 1);
    }
    take(replies, 0);
  }

  /// Makes a directory in the root.
  FileHandle mkdir(String name) throws IOException {
    return handle(done(nfs(MKDIR, named(root, name).andThen(TrainingClient::attributes))));
  }

  /// Writes a file that one WRITE takes.
  void writeSmall(FileHandle directory, String name, int size) throws IOException {
    FileHandle file = create(directory, name);
    done(nfs(WRITE, written(file, 0, new byte[size], StableHow.FILE_SYNC)));
    done(nfs(GETATTR, file::write));
  }

  /// Writes a file in blocks of 1 MiB.
  void writeLarge(FileHandle directory, String name, int blocks) throws IOException {
    FileHandle file = create(directory, name);
    Deque<CompletableFuture<ByteBuffer>> replies = new ArrayDeque<>();
    byte[] bytes = new byte[BLOCK];
    for (int block = 0; block < blocks; block++) {
      replies.add(send(WRITE, written(file, (long) block * BLOCK, bytes, StableHow.UNSTABLE)));
      take(replies, UNDER_WAY - 1);
    }
    take(replies, 0);
    done(
        nfs(
            COMMIT,
            out -> {
              file.write(out);
              out.writeLong(0).writeInt(0);
            }));
    done(nfs(GETATTR, file::write));
  }

  private FileHandle create(FileHandle directory, String name) throws IOException {
    nfs(LOOKUP, named(directory, name)); // there is none
    Consumer<XdrWriter> how = out -> out.writeInt(EXCLUSIVE).writeLong(name.hashCode());
    FileHandle file = handle(done(nfs(CREATE, named(directory, name).andThen(how))));
    done(
        nfs(
            SETATTR,
            out -> {
              file.write(out);
              attributes(out);
              out.writeBool(false);
            }));
    return file;
  }

  private static Consumer<XdrWriter> written(
      FileHandle file, long offset, byte[] bytes, StableHow stable) {
    return out -> {
      file.write(out);
      out.writeLong(offset).writeInt(bytes.length);
      stable.write(out);
      out.writeOpaque(bytes);
    };
  }

  private CompletableFuture<ByteBuffer> send(int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    return client.send(NFS, VERSION, procedure, arguments);
  }

  /// Takes replies, the oldest first, until so many are under way.
  private void take(Deque<CompletableFuture<ByteBuffer>> replies, int left) throws IOException {
    while (replies.size() > left) {
      done(client.await(replies.remove()));
    }
  }

  private XdrReader nfs(int procedure, Consumer<XdrWriter> arguments) throws IOException {
    return client.call(NFS, VERSION, procedure, arguments);
  }

  private static Consumer<XdrWriter> named(FileHandle directory, String name) {
    return out -> {
      directory.write(out);
      out.writeString(name);
    };
  }

  /// `sattr3` with a mode, and the times of the server.
  private static void attributes(XdrWriter out) {
    out.writeBool(true).writeInt(MODE).writeBool(false).writeBool(false).writeBool(false);
    out.writeInt(SERVER_TIME).writeInt(SERVER_TIME);
  }

  private static FileHandle handle(XdrReader in) throws IOException {
    if (!in.readBool()) {
      throw new IOException("no handle");
    }
    return FileHandle.read(in);
  }

  private static XdrReader done(XdrReader in) throws IOException {
    NfsStat3 status = NfsStat3.read(in);
    if (status != NfsStat3.NFS3_OK) {
      throw new IOException(status.toString());
    }
    return in;
  }

  @Override
  public void close() {
    client.close();
  }
}
