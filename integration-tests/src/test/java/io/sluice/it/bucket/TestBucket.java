package io.sluice.it.bucket;

import io.sluice.config.S3Settings;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Counts;
import io.sluice.it.reference.TestSlab;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.inode.DiskHandleTable;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A bucket of the small S3 as a file system, with a clock that the test moves and a slab that
/// counts.
final class TestBucket implements AutoCloseable {
  static final String NAME = "bucket";
  private static final Duration TTL = Duration.ofSeconds(1);

  final FakeS3 s3 = FakeS3.start();
  final AtomicLong nanos = new AtomicLong();
  final TestSlab slab = new TestSlab(64L << 20);
  private final S3ObjectStore store;
  private final DiskHandleTable handles;
  private final BucketFileSystem files;

  TestBucket(Path state) throws IOException {
    s3.createBucket(NAME).setPublic(true);
    S3Settings settings =
        new S3Settings(s3.endpoint(), "us-east-1", null, true, true, Duration.ofSeconds(20));
    store = S3ObjectStore.open(settings, new BucketName(NAME), S3Calls.UNOBSERVED);
    handles = DiskHandleTable.open(state);
    files = BucketFiles.open(store, handles, new Ttl(TTL, TTL), nanos::get, slab);
  }

  BucketFileSystem files() {
    return files;
  }

  void passTheTtl() {
    nanos.addAndGet(TTL.toNanos());
  }

  /// Walks a path, one lookup for each name.
  FileAttributes find(String path) {
    FileId directory = files.root();
    FileAttributes found = files.getAttributes(directory);
    for (String name : path.split("/", -1)) {
      found = ((LookupOutcome.Found) files.lookup(directory, FileName.of(name))).attributes();
      directory = found.id();
    }
    return found;
  }

  Counts counts() {
    return s3.counters();
  }

  @Override
  public void close() {
    store.close();
    handles.close();
    s3.close();
  }
}
