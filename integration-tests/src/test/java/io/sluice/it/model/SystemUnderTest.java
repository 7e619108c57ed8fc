package io.sluice.it.model;

import io.sluice.vfs.VirtualFileSystem;

/// A file system over a bucket that can be killed and started again.
@FunctionalInterface
interface SystemUnderTest {
  /// Starts it, for the first time or on what the one before left behind.
  VirtualFileSystem start();

  /// Makes one for a story.
  @FunctionalInterface
  interface Maker {
    SystemUnderTest over(SmallBucket bucket, Setting setting, TestTime time);
  }
}
