package io.sluice.vfs.bucket;

import io.sluice.vfs.inode.DirectoryChanges;
import io.sluice.vfs.inode.FileChanges;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.local.KeptAttributes;
import io.sluice.vfs.read.Blocks;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.write.Sessions;
import java.time.InstantSource;

/// A bucket, or what is below a prefix of it, put together of its parts.
///
/// @param fileSystem for clients
/// @param publishing to be called several times a second, for files whose writers are silent
/// @param objects to be closed before the store
public record MountedBucket(
    BucketFileSystem fileSystem, Publishing publishing, ObjectReader objects) {
  /// Puts an export together.
  ///
  /// @param export its name for the log
  /// @param prefix of every key, empty or with `/` at its end
  /// @param blocks where the bytes of reads are kept
  /// @param clock for times that files show
  public static MountedBucket of(
      String export,
      String prefix,
      Namespace names,
      ObjectStore store,
      Sessions sessions,
      KeptAttributes kept,
      Blocks blocks,
      BucketRules rules,
      InstantSource clock) {
    ShownWriting shown = new ShownWriting(names, sessions);
    AttributeView view = new AttributeView(rules.ownership(), kept, shown::look);
    FileChanges files = new FileChanges(names);
    ObjectReader objects =
        new ObjectReader(store, new NamedSiblings(prefix, names), blocks, names.ticker());
    Publishing publishing = new Publishing(files, sessions, kept, objects, clock);
    WriteRules writeRules = new WriteRules(export, rules.allowOverwrite());
    DirectoryChanges directories = new DirectoryChanges(export, names, store, rules.names());
    FileRemovals removals =
        new FileRemovals(names, files, sessions, publishing, directories, store);
    FileWriting writing =
        new FileWriting(
            names, files, sessions, publishing, removals, shown, view, writeRules, clock);
    BucketChanges changes =
        new BucketChanges(
            export, names, directories, writing, removals, kept, view, rules.spelling(), clock);
    publishing.restore();
    return new MountedBucket(
        new BucketFileSystem(
            prefix, names, objects, blocks.memory(), view, changes, writing, rules.readOnly()),
        publishing,
        objects);
  }
}
