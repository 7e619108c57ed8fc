package io.sluice.it.model;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;

/// What this client does to the names: makes directories, and removes.
final class Changes {
  private final World world;
  private final Client client;
  private final ChangeRules rules;
  private final TestTime time;

  Changes(World world, Client client, ChangeRules rules, TestTime time) {
    this.world = world;
    this.client = client;
    this.rules = rules;
    this.time = time;
  }

  /// N6.
  void makeDirectory(String path) {
    FileId parent = client.directory(Names.parent(path));
    if (parent == null || path.isEmpty()) {
      return;
    }
    long now = time.tick();
    try {
      CreateOutcome made =
          client
              .files()
              .makeDirectory(parent, FileName.of(Names.last(path)), AttributeChanges.NONE);
      rules.made(path, now);
      world.makeDirectory(now, path);
      client.found(path, made.attributes(), now);
      client.directoryTime(Names.parent(path), parent, now);
    } catch (VfsException e) {
      rules.notMade(path, e.error(), now);
    }
  }

  /// N8 and D1.
  void remove(String path, FileType type) {
    FileId parent = client.directory(Names.parent(path));
    if (parent == null || path.isEmpty()) {
      return;
    }
    long now = time.tick();
    try {
      remove(parent, FileName.of(Names.last(path)), type);
    } catch (VfsException e) {
      rules.notRemoved(path, type, e.error(), now);
      return;
    }
    rules.removed(path, type, now);
    if (type == FileType.DIRECTORY) {
      world.removeDirectory(now, path);
    } else {
      world.remove(now, path);
    }
    requireStale(path, type);
    client.directoryTime(Names.parent(path), parent, now);
    world.lookAgain(time.tick(), path);
  }

  private void remove(FileId parent, FileName name, FileType type) {
    switch (type) {
      case DIRECTORY -> client.files().removeDirectory(parent, name);
      case REGULAR -> client.files().remove(parent, name);
    }
  }

  /// A3: the handle of what was removed is stale from now on.
  private void requireStale(String path, FileType type) {
    FileId held = client.handle(path, type);
    client.forget(path, type);
    if (held == null) {
      return;
    }
    try {
      client.files().getAttributes(held);
    } catch (VfsException e) {
      if (e.error() == VfsError.STALE) {
        return;
      }
      throw e;
    }
    throw new Disagreement("A3", "a stale handle of " + Printer.path(path), "attributes");
  }
}
