package io.sluice.it.bucket;

import io.sluice.memory.Slab;
import io.sluice.vfs.bucket.AttributeView;
import io.sluice.vfs.bucket.BucketChanges;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.bucket.Ownership;
import io.sluice.vfs.bucket.Spelling;
import io.sluice.vfs.inode.ChangeRules;
import io.sluice.vfs.inode.DirectoryChanges;
import io.sluice.vfs.inode.HandleTable;
import io.sluice.vfs.inode.InodeTable;
import io.sluice.vfs.inode.KeptAttributes;
import io.sluice.vfs.inode.LocalDirectories;
import io.sluice.vfs.inode.LocalState;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ObjectStore;

/// Puts the file system of a bucket together, as the server does.
public final class BucketFiles {
  private BucketFiles() {}

  /// A file system in which objects may be deleted, unless it is read-only.
  ///
  /// @param prefix of every key, empty or with `/` at its end
  public static BucketFileSystem open(
      ObjectStore store,
      String prefix,
      HandleTable handles,
      LocalState local,
      NamespaceOptions options,
      Slab slab,
      boolean readOnly) {
    InodeTable inodes = new InodeTable("/bucket", handles);
    Namespace names =
        Namespace.open(
            store, prefix, inodes, LocalDirectories.open(local, inodes, options.ticker()), options);
    KeptAttributes kept = KeptAttributes.open(local);
    AttributeView view = new AttributeView(new Ownership(0, 0, 0644, 0755), kept);
    DirectoryChanges directories =
        new DirectoryChanges("/bucket", names, store, new ChangeRules(true, false));
    BucketChanges changes =
        new BucketChanges(
            "/bucket", names, directories, kept, view, Spelling.AS_GIVEN, options.clock());
    return new BucketFileSystem(
        prefix, names, new ObjectReader(store, options.ticker()), slab, view, changes, readOnly);
  }
}
