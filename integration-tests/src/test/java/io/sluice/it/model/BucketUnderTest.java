package io.sluice.it.model;

import io.sluice.it.bucket.BucketFiles;
import io.sluice.it.bucket.NoUploads;
import io.sluice.it.reference.TestSlab;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.inode.handle.HandleTable;
import io.sluice.vfs.inode.local.LocalState;
import io.sluice.vfs.s3.ObjectStore;

/// The file system over a bucket, put together as the server does it. What outlives a kill is the
/// handle table.
final class BucketUnderTest implements SystemUnderTest {
  private final ObjectStore bucket;
  private final Setting setting;
  private final TestTime time;
  private final HandleTable handles = new MemoryHandleTable();
  private final LocalState local = LocalState.inMemory();

  BucketUnderTest(ObjectStore bucket, Setting setting, TestTime time) {
    this.bucket = bucket;
    this.setting = setting;
    this.time = time;
  }

  @Override
  public VirtualFileSystem start() {
    NamespaceOptions options =
        NamespaceOptions.of(
                new Ttl(setting.positive(), setting.negative()), time.clock(), time::nanos)
            .askingAheadOn(Runnable::run);
    return BucketFiles.open(
        bucket, new NoUploads(), setting.prefix(), handles, local, options, new TestSlab(0), false);
  }
}
