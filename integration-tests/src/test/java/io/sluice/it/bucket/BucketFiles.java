package io.sluice.it.bucket;

import io.sluice.memory.Slab;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.bucket.BucketRules;
import io.sluice.vfs.bucket.MountedBucket;
import io.sluice.vfs.bucket.Ownership;
import io.sluice.vfs.bucket.Spelling;
import io.sluice.vfs.inode.ChangeRules;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.handle.HandleTable;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.local.KeptAttributes;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalState;
import io.sluice.vfs.read.BlockMemory;
import io.sluice.vfs.read.Blocks;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.write.SessionSettings;
import io.sluice.vfs.write.Sessions;
import io.sluice.vfs.write.log.SessionLog;
import java.time.Duration;

/// Puts the file system of a bucket together, as the server does.
public final class BucketFiles {
  private BucketFiles() {}

  /// A file system in which objects may be deleted, unless it is read-only.
  ///
  /// @param uploads of the same bucket
  /// @param prefix of every key, empty or with `/` at its end
  public static BucketFileSystem open(
      ObjectStore store,
      ObjectUploads uploads,
      String prefix,
      HandleTable handles,
      LocalState local,
      NamespaceOptions options,
      Slab slab,
      boolean readOnly) {
    BlockMemory blocks = new BlockMemory(slab, options.ticker());
    return open(store, uploads, prefix, handles, local, options, slab, blocks, readOnly)
        .fileSystem();
  }

  /// The same with what must be closed.
  ///
  /// @param blocks in that slab
  static MountedBucket open(
      ObjectStore store,
      ObjectUploads uploads,
      String prefix,
      HandleTable handles,
      LocalState local,
      NamespaceOptions options,
      Slab slab,
      BlockMemory blocks,
      boolean readOnly) {
    InodeTable inodes = new InodeTable("/bucket", handles);
    Namespace names =
        Namespace.open(
            store, prefix, inodes, LocalDirectories.open(local, inodes, options.ticker()), options);
    KeptAttributes kept = KeptAttributes.open(local);
    Sessions sessions =
        Sessions.open(
            uploads,
            store,
            slab,
            SessionLog.inMemory(),
            new SessionSettings(
                Duration.ofSeconds(3), SessionSettings.CloseBy.AUTO, false, slab.budget()),
            1,
            options.clock(),
            options.ticker());
    BucketRules rules =
        new BucketRules(
            new Ownership(0, 0, 0644, 0755),
            new ChangeRules(true, false),
            Spelling.AS_GIVEN,
            false,
            readOnly);
    return MountedBucket.of(
        "/bucket",
        prefix,
        names,
        store,
        sessions,
        kept,
        new Blocks(blocks, null),
        rules,
        options.clock());
  }
}
