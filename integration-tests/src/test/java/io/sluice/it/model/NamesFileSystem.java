package io.sluice.it.model;

import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CommitOutcome;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileSystemLimits;
import io.sluice.vfs.FileSystemStatistics;
import io.sluice.vfs.ReadOutcome;
import io.sluice.vfs.RenameOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.WriteOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file system of names alone: what has to do with bytes is refused.
abstract class NamesFileSystem implements VirtualFileSystem {
  @Override
  public VirtualFileSystem atHand() {
    return this;
  }

  @Override
  public AttributeChange setAttributes(
      FileId file, AttributeChanges changes, @Nullable Instant onlyIfCtime) {
    throw notSupported();
  }

  @Override
  public ReadOutcome read(FileId file, long offset, int count) {
    throw notSupported();
  }

  @Override
  public WriteOutcome write(FileId file, long offset, LeasedBytes data, Durability durability) {
    throw notSupported();
  }

  @Override
  public CommitOutcome commit(FileId file, long offset, int count) {
    throw notSupported();
  }

  @Override
  public CreateOutcome create(FileId directory, FileName name, CreateMode mode) {
    throw notSupported();
  }

  @Override
  public RenameOutcome rename(
      FileId fromDirectory, FileName fromName, FileId toDirectory, FileName toName) {
    throw notSupported();
  }

  @Override
  public FileSystemStatistics statistics() {
    throw notSupported();
  }

  @Override
  public FileSystemLimits limits() {
    throw notSupported();
  }

  private static VfsException notSupported() {
    return new VfsException(VfsError.NOT_SUPPORTED, "a file system of names alone");
  }
}
