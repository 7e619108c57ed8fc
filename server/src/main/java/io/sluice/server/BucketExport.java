package io.sluice.server;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.sluice.config.NamespaceSettings;
import io.sluice.memory.Slab;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.Export;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.bucket.Ownership;
import io.sluice.vfs.inode.DiskHandleTable;
import io.sluice.vfs.inode.HiddenKeys;
import io.sluice.vfs.inode.InodeTable;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// Puts an export together: the file system of a bucket or prefix, who may use it, and the numbers
/// that handles carry.
///
/// @param state where handle tables are
/// @param slab the memory for the bytes of files
/// @param settings how files look
record BucketExport(StateDirectory state, Slab slab, NamespaceSettings settings) {
  /// An export, what it keeps on disk, and what it could not show.
  record Opened(Export export, DiskHandleTable handles, HiddenKeys hidden)
      implements AutoCloseable {
    @Override
    public void close() {
      handles.close();
    }
  }

  /// The number of an export, for ever the same for the same path.
  static int id(String path) {
    return hash(path).asInt();
  }

  /// Opens the export of `address`, whose bucket is `store`.
  Opened open(BucketPath address, ObjectStore store) throws IOException {
    String path = address.export();
    DiskHandleTable handles = DiskHandleTable.open(state.handleTable(path));
    AccessPolicy policy =
        new AccessPolicy(settings.readOnly(), settings.allowOther(), (int) settings.uid());
    Namespace names = names(address, store, handles);
    VirtualFileSystem fileSystem =
        new BucketFileSystem(
            address.prefix(), names, new ObjectReader(store, System::nanoTime), slab, ownership());
    Export export = new Export(id(path), hash(path).asLong(), path, fileSystem, policy);
    return new Opened(export, handles, names.hiddenKeys());
  }

  private Namespace names(BucketPath address, ObjectStore store, DiskHandleTable handles) {
    return Namespace.open(
        store,
        address.prefix(),
        new InodeTable(address.export(), handles),
        new Ttl(settings.metadataTtl().duration(), settings.negativeMetadataTtl().duration()),
        InstantSource.system(),
        System::nanoTime);
  }

  private Ownership ownership() {
    return new Ownership(
        (int) settings.uid(), (int) settings.gid(), settings.fileMode(), settings.dirMode());
  }

  private static HashCode hash(String path) {
    return Hashing.sha256().hashString(path, StandardCharsets.UTF_8);
  }
}
