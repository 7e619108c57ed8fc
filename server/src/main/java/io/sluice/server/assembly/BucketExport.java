package io.sluice.server.assembly;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.sluice.config.ConflictMode;
import io.sluice.config.MkdirMode;
import io.sluice.config.NamespaceSettings;
import io.sluice.config.Normalization;
import io.sluice.config.WriteSettings;
import io.sluice.memory.Slab;
import io.sluice.memory.TableBudget;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.Export;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.StateDirectory;
import io.sluice.vfs.bucket.BucketRules;
import io.sluice.vfs.bucket.MountedBucket;
import io.sluice.vfs.bucket.Ownership;
import io.sluice.vfs.bucket.Spelling;
import io.sluice.vfs.inode.ChangeRules;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.inode.handle.DiskHandleTable;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.local.KeptAttributes;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalState;
import io.sluice.vfs.read.Blocks;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.write.SessionSettings;
import io.sluice.vfs.write.Sessions;
import io.sluice.vfs.write.log.SessionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Puts an export together: the file system of a bucket or prefix, who may use it, and the numbers
/// that handles carry.
///
/// @param state where handle tables are
/// @param slab the memory for the bytes of files
/// @param blocks what is kept of objects
/// @param settings how files look
/// @param writing how they are written
/// @param memoryTarget bytes for everything (semantics W12)
/// @param verifier of this process, for those who write
/// @param tables memory for what exports remember of names
record BucketExport(
    StateDirectory state,
    Slab slab,
    Blocks blocks,
    TableBudget tables,
    NamespaceSettings settings,
    WriteSettings writing,
    long memoryTarget,
    long verifier) {
  /// The part of the tables that ids in memory get: a fourth.
  private static final int INODES = 4;

  /// Of files that are being written, in the folder of an export.
  private static final String SESSIONS = "sessions.log";

  /// An export, what it keeps on disk, and what it remembers.
  record Opened(
      Export export,
      DiskHandleTable handles,
      LocalState state,
      LocalDirectories local,
      Namespace names,
      InodeTable inodes,
      Sessions sessions,
      SessionLog log,
      SilentWriters writers,
      ObjectReader objects) {
    /// The memory that its names take now.
    long tableBytes() {
      return names.listingBytes() + inodes.bytes();
    }

    /// Ends all of it.
    ///
    /// @param patience how long files may take that are put as the server ends
    void end(Duration patience) {
      writers.close();
      objects.close();
      sessions.end(patience);
      writers.tellRest();
      log.close();
      state.close();
      handles.close();
    }
  }

  /// The number of an export, for ever the same for the same path.
  static int id(String path) {
    return hash(path).asInt();
  }

  /// Opens the export of `address`, whose objects are in `bucket`.
  ///
  /// @param tableBytes for what is remembered of its names
  /// @throws IOException if its files cannot be had; it can be opened later then
  Opened open(BucketPath address, StoredBucket bucket, long tableBytes) throws IOException {
    Belongings files = new Belongings();
    try {
      return open(address, bucket, tableBytes, files);
    } catch (IOException | RuntimeException unusable) {
      files.close(); // or the next attempt would find them in use
      throw unusable;
    }
  }

  /// Whether a former process was writing something in the export of `address`.
  ///
  /// @throws IOException if that cannot be read
  boolean isAnythingLeft(BucketPath address) throws IOException {
    Path sessions = state.handleTable(address.export()).resolve(SESSIONS);
    if (!Files.exists(sessions)) {
      return false;
    }
    try (SessionLog log = SessionLog.open(sessions, InstantSource.system())) {
      return log.isAnythingLeft();
    }
  }

  private Opened open(BucketPath address, StoredBucket bucket, long tableBytes, Belongings files)
      throws IOException {
    String path = address.export();
    Path folder = state.handleTable(path);
    DiskHandleTable handles = files.add(DiskHandleTable.open(folder));
    LocalState kept = files.add(LocalState.open(folder.resolve("local.mv")));
    InodeTable inodes = new InodeTable(path, handles, tableBytes / INODES);
    LocalDirectories local = LocalDirectories.open(kept, inodes, System::nanoTime);
    Namespace names =
        names(address, bucket.objects(), inodes, local, tableBytes - tableBytes / INODES);
    SessionLog log = files.add(SessionLog.open(folder.resolve(SESSIONS), InstantSource.system()));
    Sessions sessions = sessions(bucket, log);
    MountedBucket mounted =
        mounted(address, bucket.objects(), names, sessions, KeptAttributes.open(kept));
    SilentWriters writers = new SilentWriters(mounted.publishing());
    AccessPolicy policy =
        new AccessPolicy(settings.readOnly(), settings.allowOther(), (int) settings.uid());
    Export export = new Export(id(path), hash(path).asLong(), path, mounted.fileSystem(), policy);
    return new Opened(
        export, handles, kept, local, names, inodes, sessions, log, writers, mounted.objects());
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

  private MountedBucket mounted(
      BucketPath address,
      ObjectStore store,
      Namespace names,
      Sessions sessions,
      KeptAttributes kept) {
    BucketRules rules =
        new BucketRules(
            ownership(),
            new ChangeRules(settings.allowDelete(), settings.mkdir() == MkdirMode.MARKER),
            settings.normalize() == Normalization.NFC ? Spelling.NFC : Spelling.AS_GIVEN,
            writing.allowOverwrite(),
            settings.readOnly());
    InstantSource clock = InstantSource.system();
    return MountedBucket.of(
        address.export(), address.prefix(), names, store, sessions, kept, blocks, rules, clock);
  }

  private Sessions sessions(StoredBucket bucket, SessionLog log) {
    SessionSettings how =
        new SessionSettings(
            writing.idlePublish(),
            switch (writing.close()) {
              case AUTO -> SessionSettings.CloseBy.AUTO;
              case SIGNAL -> SessionSettings.CloseBy.SIGNAL;
              case COMMIT -> SessionSettings.CloseBy.COMMIT;
            },
            writing.onConflict() == ConflictMode.OVERWRITE,
            memoryTarget);
    return Sessions.open(
        bucket.uploads(),
        bucket.objects(),
        slab,
        log,
        how,
        verifier,
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
