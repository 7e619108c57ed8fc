package io.sluice.it.model;

import io.sluice.it.reference.TestSlab;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.bucket.BucketFileSystem;
import io.sluice.vfs.bucket.Ownership;
import io.sluice.vfs.inode.HandleTable;
import io.sluice.vfs.inode.InodeTable;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ObjectStore;

/// The file system over a bucket, put together as the server does it. What outlives a kill is the
/// handle table.
final class BucketUnderTest implements SystemUnderTest {
  private final ObjectStore bucket;
  private final Setting setting;
  private final TestTime time;
  private final HandleTable handles = new MemoryHandleTable();

  BucketUnderTest(ObjectStore bucket, Setting setting, TestTime time) {
    this.bucket = bucket;
    this.setting = setting;
    this.time = time;
  }

  @Override
  public VirtualFileSystem start() {
    Namespace names =
        Namespace.open(
            bucket,
            setting.prefix(),
            new InodeTable("/bucket", handles),
            new Ttl(setting.positive(), setting.negative()),
            time.clock(),
            time::nanos,
            Runnable::run);
    return new BucketFileSystem(
        setting.prefix(),
        names,
        new ObjectReader(bucket, time::nanos),
        new TestSlab(0),
        new Ownership(0, 0, 0644, 0755));
  }
}
