package io.sluice.it.bench;

import io.sluice.it.reference.InMemoryFileSystem;
import io.sluice.it.reference.Seed;
import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.Export;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.nfs3.Nfs3Program;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcServer;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileId;
import io.sluice.vfs.TimeChange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The RPC layer and the NFS program over one file of 8 MiB in memory.
final class ServerUnderTest implements AutoCloseable {
  private static final int FILE_BYTES = 8 * Requests.TRANSFER;
  private static final long MEMORY = 128L << 20;

  private final Slab slab = new ArenaSlab(MEMORY);
  private final FileHandles handles = new FileHandles(new byte[FileHandles.KEY_SIZE]);
  private final RpcServer server;
  private final FileHandle file;
  private final int port;

  ServerUnderTest() throws IOException {
    InMemoryFileSystem files = new InMemoryFileSystem(slab, InstantSource.system());
    FileId id = Seed.file(files, "file", new byte[FILE_BYTES]);
    files.setAttributes(id, ownedBy(Requests.OWNER), null);
    Export export = new Export(1, 1, "/memory", files, new AccessPolicy(false, true, 0));
    file = handles.of(export.id(), id);
    Nfs3Program program = new Nfs3Program(handles, number -> number == 1 ? export : null);
    server =
        new RpcServer(List.of(program), CallerRules.OPEN, slab, RpcObserver.NONE, System::nanoTime);
    port = server.bind(List.of(InetAddress.getLoopbackAddress()), 0);
    server.start();
  }

  private static AttributeChanges ownedBy(int uid) {
    return new AttributeChanges(
        null, uid, null, null, new TimeChange.Keep(), new TimeChange.Keep());
  }

  /// The file's handle.
  FileHandle file() {
    return file;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    server.stop(Duration.ofSeconds(5));
    slab.close();
  }
}
