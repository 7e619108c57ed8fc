package io.sluice.it.bucket;

import io.sluice.config.S3Settings;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Counts;
import io.sluice.it.reference.TestSlab;
import io.sluice.it.s3.CredentialProperties;
import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.bucket.MountedBucket;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.inode.handle.DiskHandleTable;
import io.sluice.vfs.inode.local.LocalState;
import io.sluice.vfs.read.BlockMemory;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A bucket of the small S3 as a file system, with a clock that the test moves and a slab that
/// counts.
public final class TestBucket implements AutoCloseable {
  /// The name of the bucket.
  public static final String NAME = "bucket";

  private static final long MEMORY = 64L << 20;
  private static final Duration TTL = Duration.ofSeconds(1);

  /// The S3 that it lies in.
  public final FakeS3 s3 = FakeS3.start();

  /// The clock of the file system.
  public final AtomicLong nanos = new AtomicLong();

  private final Slab slab;
  private final S3ObjectStore store;
  private final DiskHandleTable handles;
  private final LocalState local;
  private final BlockMemory blocks;
  private final MountedBucket files;

  /// One that nothing can be changed in.
  static TestBucket readOnly(Path state) throws IOException {
    return new TestBucket(state, true, new TestSlab(MEMORY));
  }

  /// One in which objects may be deleted.
  static TestBucket changeable(Path state) throws IOException {
    return new TestBucket(state, false, new TestSlab(MEMORY));
  }

  /// A changeable one with as much memory as a server has by default on a small machine.
  public static TestBucket ofServer(Path state, long memory) throws IOException {
    return new TestBucket(state, false, new ArenaSlab(memory));
  }

  private TestBucket(Path state, boolean readOnly, Slab slab) throws IOException {
    this.slab = slab;
    s3.createBucket(NAME);
    CredentialProperties.set(s3.credentials().accessKey(), s3.credentials().secretKey());
    S3Settings settings =
        new S3Settings(s3.endpoint(), "us-east-1", null, false, true, Duration.ofSeconds(20));
    store = S3ObjectStore.open(settings, new BucketName(NAME), S3Calls.UNOBSERVED);
    handles = DiskHandleTable.open(state);
    local = LocalState.open(state.resolve("local.mv"));
    NamespaceOptions options =
        NamespaceOptions.of(new Ttl(TTL, TTL), InstantSource.system(), nanos::get);
    blocks = new BlockMemory(slab, nanos::get);
    files =
        BucketFiles.open(
            store, store.uploads(), "", handles, local, options, slab, blocks, readOnly);
  }

  /// The bucket as a file system.
  public BucketFileSystem files() {
    return files.fileSystem();
  }

  /// Bytes on their way, or there, for readers who have not asked yet.
  public long aheadBytes() {
    return blocks.aheadBytes();
  }

  /// Ends all fetches and drops what was read.
  ///
  /// @return bytes that do not come back, although nobody is served any more
  public long endReads() {
    files.objects().close();
    blocks.close();
    return slab.leased();
  }

  /// Bytes of memory that are in use.
  long leased() {
    return slab.leased();
  }

  /// Puts an object as another client does, so long ago that it is seen.
  void seed(String key, byte[] content) {
    s3.put(NAME, key, content);
    passTheTtl();
  }

  /// Lets what is known of names and attributes be too old to be believed.
  public void passTheTtl() {
    nanos.addAndGet(TTL.toNanos());
  }

  /// Walks a path, one lookup for each name.
  FileAttributes find(String path) {
    FileId directory = files().root();
    FileAttributes found = files().getAttributes(directory);
    for (String name : path.split("/", -1)) {
      found = ((LookupOutcome.Found) files().lookup(directory, FileName.of(name))).attributes();
      directory = found.id();
    }
    return found;
  }

  Counts counts() {
    return s3.counters();
  }

  /// Ends it all, and fails where a lease of the slab did not come back.
  @Override
  public void close() {
    CredentialProperties.clear();
    files.objects().close();
    store.close();
    local.close();
    handles.close();
    s3.close();
    slab.close();
  }
}
