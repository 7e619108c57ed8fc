package io.sluice.it.model;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VirtualFileSystem;

/// Another file system's names; a fault overrides what it spoils.
abstract class DecoratedFileSystem extends NamesFileSystem {
  protected final VirtualFileSystem files;

  DecoratedFileSystem(VirtualFileSystem files) {
    this.files = files;
  }

  @Override
  public FileId root() {
    return files.root();
  }

  @Override
  public FileId parent(FileId directory) {
    return files.parent(directory);
  }

  @Override
  public FileAttributes getAttributes(FileId file) {
    return files.getAttributes(file);
  }

  @Override
  public LookupOutcome lookup(FileId directory, FileName name) {
    return files.lookup(directory, name);
  }

  @Override
  public DirectoryPage list(FileId directory, long cookie, int most) {
    return files.list(directory, cookie, most);
  }

  @Override
  public CreateOutcome makeDirectory(FileId directory, FileName name, AttributeChanges changes) {
    return files.makeDirectory(directory, name, changes);
  }

  @Override
  public AttributeChange removeDirectory(FileId directory, FileName name) {
    return files.removeDirectory(directory, name);
  }

  @Override
  public AttributeChange remove(FileId directory, FileName name) {
    return files.remove(directory, name);
  }
}
