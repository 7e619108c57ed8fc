package io.sluice.server;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.sluice.config.MkdirMode;
import io.sluice.config.NamespaceSettings;
import io.sluice.config.Normalization;
import io.sluice.memory.Slab;
import io.sluice.memory.TableBudget;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.Export;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.bucket.AttributeView;
import io.sluice.vfs.bucket.BucketChanges;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.bucket.Ownership;
import io.sluice.vfs.bucket.Spelling;
import io.sluice.vfs.inode.ChangeRules;
import io.sluice.vfs.inode.DirectoryChanges;
import io.sluice.vfs.inode.DiskHandleTable;
import io.sluice.vfs.inode.InodeTable;
import io.sluice.vfs.inode.KeptAttributes;
import io.sluice.vfs.inode.LocalDirectories;
import io.sluice.vfs.inode.LocalState;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/// Puts an export together: the file system of a bucket or prefix, who may use it, and the numbers
/// that handles carry.
///
/// @param state where handle tables are
/// @param slab the memory for the bytes of files
/// @param settings how files look
/// @param tables memory for what exports remember of names
record BucketExport(
    StateDirectory state, Slab slab, TableBudget tables, NamespaceSettings settings) {
  /// The part of the tables that ids in memory get: a fourth.
  private static final int INODES = 4;

  /// An export, what it keeps on disk, and what it remembers.
  record Opened(
      Export export,
      DiskHandleTable handles,
      LocalState state,
      LocalDirectories local,
      Namespace names,
      InodeTable inodes)
      implements AutoCloseable {
    /// The memory that its names take now.
    long tableBytes() {
      return names.listingBytes() + inodes.bytes();
    }

    @Override
    public void close() {
      state.close();
      handles.close();
    }
  }

  /// The number of an export, for ever the same for the same path.
  static int id(String path) {
    return hash(path).asInt();
  }

  /// Opens the export of `address`, whose bucket is `store`.
  ///
  /// @param tableBytes for what is remembered of its names
  Opened open(BucketPath address, ObjectStore store, long tableBytes) throws IOException {
    String path = address.export();
    Path folder = state.handleTable(path);
    DiskHandleTable handles = DiskHandleTable.open(folder);
    LocalState kept = localState(folder, handles);
    InodeTable inodes = new InodeTable(path, handles, tableBytes / INODES);
    LocalDirectories local = LocalDirectories.open(kept, inodes, System::nanoTime);
    Namespace names = names(address, store, inodes, local, tableBytes - tableBytes / INODES);
    VirtualFileSystem fileSystem = fileSystem(address, store, names, KeptAttributes.open(kept));
    AccessPolicy policy =
        new AccessPolicy(settings.readOnly(), settings.allowOther(), (int) settings.uid());
    Export export = new Export(id(path), hash(path).asLong(), path, fileSystem, policy);
    return new Opened(export, handles, kept, local, names, inodes);
  }

  private static LocalState localState(Path folder, DiskHandleTable handles) throws IOException {
    try {
      return LocalState.open(folder.resolve("local.mv"));
    } catch (IOException | RuntimeException unusable) {
      handles.close();
      throw unusable;
    }
  }

  private Namespace names(
      BucketPath address,
      ObjectStore store,
      InodeTable inodes,
      LocalDirectories local,
      long bytes) {
    return Namespace.open(store, address.prefix(), inodes, local, options(bytes));
  }

  private NamespaceOptions options(long bytes) {
    Ttl ttl = new Ttl(settings.metadataTtl().duration(), settings.negativeMetadataTtl().duration());
    return NamespaceOptions.of(ttl, InstantSource.system(), System::nanoTime).within(bytes);
  }

  private VirtualFileSystem fileSystem(
      BucketPath address, ObjectStore store, Namespace names, KeptAttributes kept) {
    AttributeView view = new AttributeView(ownership(), kept);
    ChangeRules rules =
        new ChangeRules(settings.allowDelete(), settings.mkdir() == MkdirMode.MARKER);
    BucketChanges changes =
        new BucketChanges(
            address.export(),
            names,
            new DirectoryChanges(address.export(), names, store, rules),
            kept,
            view,
            settings.normalize() == Normalization.NFC ? Spelling.NFC : Spelling.AS_GIVEN,
            InstantSource.system());
    return new BucketFileSystem(
        address.prefix(),
        names,
        new ObjectReader(store, System::nanoTime),
        slab,
        view,
        changes,
        settings.readOnly());
  }

  private Ownership ownership() {
    return new Ownership(
        (int) settings.uid(), (int) settings.gid(), settings.fileMode(), settings.dirMode());
  }

  private static HashCode hash(String path) {
    return Hashing.sha256().hashString(path, StandardCharsets.UTF_8);
  }
}
