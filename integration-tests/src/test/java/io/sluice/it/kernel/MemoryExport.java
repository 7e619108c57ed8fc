package io.sluice.it.kernel;

import io.sluice.it.fake.ReadTrees;
import io.sluice.it.fake.ReadTrees.Shape;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.it.reference.InMemoryFileSystem;
import io.sluice.it.reference.OneExport;
import io.sluice.it.reference.Seed;
import io.sluice.memory.ArenaSlab;
import io.sluice.server.mount3.Mount3Program;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.Export;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.nfs3.Nfs3Program;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcServer;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VirtualFileSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// The files of [ReadTrees] in memory, behind the RPC layer of Sluice but nothing else of it, as a
/// process of its own: what the same client needs for the same work when nobody waits for S3.
/// `MemoryExport ADDRESS PORT [KEY...]`: the files of those keys have the bytes of the objects, the
/// others are holes.
public final class MemoryExport {
  private static final String PATH = "/bucket";
  private static final long MEMORY = 256L << 20;
  private static final TimeChange KEEP = new TimeChange.Keep();

  private MemoryExport() {}

  /// Runs until it is killed.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var slab = new ArenaSlab(MEMORY);
    var files = new InMemoryFileSystem(slab, InstantSource.system());
    var filled = Set.copyOf(List.of(arguments).subList(2, arguments.length));
    for (var shape : ReadTrees.SHAPES) {
      for (var edition : ReadTrees.EDITIONS) {
        for (int number = 1; number <= shape.files(); number++) {
          var key = shape.directory(edition) + "/" + Shape.file(number);
          put(files, key, shape.size(), filled.contains(key));
        }
      }
    }
    var handles = new FileHandles(new byte[FileHandles.KEY_SIZE]);
    var export = new Export(1, 1, PATH, files, new AccessPolicy(true, true, 0));
    var nfs = new Nfs3Program(handles, number -> number == 1 ? export : null);
    var mount = new Mount3Program(new OneExport(PATH, handles.of(1, files.root())));
    var server =
        new RpcServer(
            List.of(nfs, mount), CallerRules.OPEN, slab, RpcObserver.NONE, System::nanoTime);
    var address = InetAddress.getByName(arguments[0]);
    server.bind(List.of(address), Integer.parseInt(arguments[1]));
    server.start();
    System.out.println("ready nfs://" + arguments[0] + ":" + arguments[1] + PATH);
    new CountDownLatch(1).await();
  }

  private static void put(VirtualFileSystem files, String key, long size, boolean isFilled) {
    var file = Seed.file(files, key, new byte[0]);
    if (isFilled) {
      fill(files, file, SyntheticBody.of(key, 0, size));
    } else {
      files.setAttributes(file, new AttributeChanges(null, null, null, size, KEEP, KEEP), null);
    }
  }

  private static void fill(VirtualFileSystem files, FileId file, SyntheticBody body) {
    for (long at = 0; at < body.size(); ) {
      ByteBuffer chunk = body.chunk(at, SyntheticBody.PERIOD);
      int count = chunk.remaining();
      files.write(file, at, chunk, Durability.FILE);
      at += count;
    }
  }
}
