package io.sluice.vfs.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.ChangeRules;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.local.KeptAttributes;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalState;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.read.BlockMemory;
import io.sluice.vfs.read.Blocks;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.TreeObjectStore;
import io.sluice.vfs.write.MemoryBucket;
import io.sluice.vfs.write.SessionSettings;
import io.sluice.vfs.write.Sessions;
import io.sluice.vfs.write.log.SessionLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// A tree of objects as a file system, with a clock that the test moves and a slab that must be
/// whole at the end.
abstract class ServedTree {
  final AtomicLong nanos = new AtomicLong();
  final TreeObjectStore store = new TreeObjectStore(1000);
  private final MapHandleTable handles = new MapHandleTable();
  private final Slab slab = new ArenaSlab(4L << 20);
  private final BlockMemory blocks = new BlockMemory(slab, nanos::get);
  private final LocalState state = LocalStates.temporary();
  KeptAttributes kept = KeptAttributes.open(state);

  /// Of the mount that was started last.
  private @Nullable ObjectReader objects;

  final BucketFileSystem files = start();

  BucketFileSystem start() {
    return start("", false);
  }

  BucketFileSystem start(String prefix, boolean readOnly) {
    return start(prefix, readOnly, false);
  }

  BucketFileSystem start(String prefix, boolean readOnly, boolean allowOverwrite) {
    Ttl ttl = new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1));
    InodeTable inodes = new InodeTable("/bucket", handles);
    LocalDirectories local = LocalDirectories.open(state, inodes, nanos::get);
    Namespace names =
        Namespace.open(
            store, prefix, inodes, local, NamespaceOptions.of(ttl, this::now, nanos::get));
    kept = KeptAttributes.open(state);
    Sessions sessions =
        Sessions.open(
            new MemoryBucket(),
            store,
            slab,
            SessionLog.inMemory(),
            new SessionSettings(
                Duration.ofSeconds(3), SessionSettings.CloseBy.AUTO, false, 64L << 20),
            1,
            this::now,
            nanos::get);
    BucketRules rules =
        new BucketRules(
            new Ownership(501, 20, 0644, 0755),
            new ChangeRules(true, false),
            Spelling.NFC,
            allowOverwrite,
            readOnly);
    MountedBucket bucket =
        MountedBucket.of(
            "/bucket",
            prefix,
            names,
            store,
            sessions,
            kept,
            new Blocks(blocks, null),
            rules,
            this::now);
    objects = bucket.objects();
    return bucket.fileSystem();
  }

  Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }

  @AfterEach
  void everyLeaseCameBack() {
    blocks.close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  ObjectReader objects() {
    return Objects.requireNonNull(objects);
  }

  void passTheTtl() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  FileAttributes find(String name) {
    return ((LookupOutcome.Found) files.lookup(files.root(), FileName.of(name))).attributes();
  }

  static void assertFails(VfsError error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VfsException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  FileAttributes mkdir(String name, AttributeChanges changes) {
    return files.makeDirectory(files.root(), FileName.of(name), changes).attributes();
  }
}
