package io.sluice.it.bucket;

import io.sluice.it.names.LinuxNames;
import io.sluice.it.names.NamesClient;
import io.sluice.it.reference.OneExport;
import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.server.mount3.Mount3Program;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.Export;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.nfs3.Nfs3Program;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcServer;
import io.sluice.vfs.VirtualFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A file system behind the server's own NFS and MOUNT, as `/bucket`, and clients of it.
public final class ServedFiles implements AutoCloseable {
  private static final int EXPORT = 1;

  /// The path of the export.
  public static final String PATH = "/bucket";

  private static final long RECORDS = 32L << 20;
  private static final Credential ROOT = new Credential.Sys("test", 0, 0, List.of());

  private final Slab records = new ArenaSlab(RECORDS);
  private final List<NamesClient> clients = new ArrayList<>();
  private final RpcServer server;
  private final int port;

  /// Begins to serve.
  public ServedFiles(VirtualFileSystem files) throws IOException {
    FileHandles handles = new FileHandles(new byte[FileHandles.KEY_SIZE]);
    Export export = new Export(EXPORT, EXPORT, PATH, files, new AccessPolicy(false, true, 0));
    server =
        new RpcServer(
            List.of(
                new Nfs3Program(handles, _ -> export),
                new Mount3Program(new OneExport(PATH, handles.of(EXPORT, files.root())))),
            CallerRules.OPEN,
            records,
            RpcObserver.NONE,
            System::nanoTime);
    port = server.bind(List.of(InetAddress.getLoopbackAddress()), 0);
    server.start();
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// A new client that has mounted.
  ///
  /// @param clock goes on by `nanosForEachCall` with every call, for server and client alike
  public LinuxNames mount(AtomicLong clock, long nanosForEachCall) {
    try {
      NamesClient client =
          new NamesClient(address(), ROOT, () -> clock.addAndGet(nanosForEachCall));
      clients.add(client);
      return new LinuxNames(client, PATH, clock::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (NamesClient client : clients) {
      client.close();
    }
    server.stop(Duration.ofSeconds(5));
    records.close();
  }
}
