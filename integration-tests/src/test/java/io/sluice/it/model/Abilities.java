package io.sluice.it.model;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import java.time.Duration;

/// What a file system can do already, found out by trying.
final class Abilities {
  private Abilities() {}

  /// Whether it makes and removes names; one that does not, says `READ_ONLY`.
  static boolean canChange(SystemUnderTest.Maker maker) {
    Setting setting = new Setting(Duration.ZERO, Duration.ZERO, 1000, "", SmallBucket.Order.BYTES);
    TestTime time = new TestTime();
    SmallBucket bucket = new SmallBucket(setting.pageSize(), setting.order(), time);
    VirtualFileSystem files = maker.over(bucket, setting, time).start();
    try {
      files.makeDirectory(files.root(), FileName.of("d"), AttributeChanges.NONE);
      return true;
    } catch (VfsException e) {
      if (e.error() == VfsError.READ_ONLY) {
        return false;
      }
      throw e;
    }
  }
}
