package io.sluice.it.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.it.reference.InMemoryFileSystem;
import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.server.mount3.Mount3Program;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.Export;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.nfs3.Nfs3Program;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcServer;
import io.sluice.vfs.FileId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// NFS and MOUNT over an empty file system in memory, on a free port of this machine.
final class WireServer implements AutoCloseable {
  static final int EXPORT = 7;
  static final long FSID = 0x1234_5678_9abcL;

  private static final long MEMORY = 64L << 20;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Slab records = new ArenaSlab(MEMORY);
  private final Slab payloads = new ArenaSlab(MEMORY);
  private final InMemoryFileSystem fileSystem =
      new InMemoryFileSystem(payloads, InstantSource.system());
  private final FileHandles handles = new FileHandles("0123456789abcdef".getBytes(UTF_8));
  private final RpcServer server;
  private final InetSocketAddress address;

  WireServer(AccessPolicy policy, CallerRules rules) {
    Export export = new Export(EXPORT, FSID, "/bucket", fileSystem, policy);
    server =
        new RpcServer(
            List.of(
                new Nfs3Program(handles, id -> id == EXPORT ? export : null),
                new Mount3Program(new WireExports(handles, fileSystem))),
            rules,
            records,
            RpcObserver.NONE,
            System::nanoTime);
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      address = new InetSocketAddress(here, server.bind(List.of(here), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.start();
  }

  InetSocketAddress address() {
    return address;
  }

  InMemoryFileSystem fileSystem() {
    return fileSystem;
  }

  /// What READ is answered from.
  Slab payloads() {
    return payloads;
  }

  FileHandles handles() {
    return handles;
  }

  FileHandle handle(FileId file) {
    return handles.of(EXPORT, file);
  }

  /// Stops, and makes sure that everything leased was given back.
  @Override
  public void close() {
    server.stop(DRAIN);
    if (payloads.leased() != 0 || records.leased() != 0) {
      throw new AssertionError(
          payloads.leased() + " bytes of payloads and " + records.leased() + " of records leased");
    }
    payloads.close();
    records.close();
  }
}
