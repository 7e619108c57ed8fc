package io.sluice.it.bucket;

import io.sluice.memory.Slab;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.bucket.Ownership;
import io.sluice.vfs.inode.HandleTable;
import io.sluice.vfs.inode.InodeTable;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ObjectStore;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Puts the file system of a bucket together, as the server does.
final class BucketFiles {
  private BucketFiles() {}

  static BucketFileSystem open(
      ObjectStore store, HandleTable handles, Ttl ttl, LongSupplier ticker, Slab slab) {
    Namespace names =
        Namespace.open(
            store, "", new InodeTable("/bucket", handles), ttl, InstantSource.system(), ticker);
    return new BucketFileSystem(
        "", names, new ObjectReader(store, ticker), slab, new Ownership(0, 0, 0644, 0755));
  }
}
