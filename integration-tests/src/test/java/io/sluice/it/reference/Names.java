package io.sluice.it.reference;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.Before;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.RenameOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How names come, go and move. Not safe for threads: [InMemoryFileSystem] locks.
final class Names {
  private final Tree tree;

  Names(Tree tree) {
    this.tree = tree;
  }

  CreateOutcome create(FileId in, FileName name, CreateMode mode) {
    Node.Directory directory = tree.directory(in);
    Before before = directory.attributes().before();
    Node existing = directory.byName.get(name);
    Node file = existing == null ? enter(directory, name, mode) : take(existing, mode);
    return new CreateOutcome(file.attributes(), since(before, directory));
  }

  private Node enter(Node.Directory directory, FileName name, CreateMode mode) {
    Node.RegularFile file =
        tree.newFile(mode instanceof CreateMode.Exclusive(long verifier, _) ? verifier : null);
    switch (mode) {
      case CreateMode.Unchecked(AttributeChanges changes) -> begin(file, changes);
      case CreateMode.Guarded(AttributeChanges changes) -> begin(file, changes);
      case CreateMode.Exclusive(_, AttributeChanges changes) -> begin(file, changes);
    }
    directory.put(name, file);
    directory.modified(tree.now());
    return file;
  }

  private void begin(Node.RegularFile file, AttributeChanges changes) {
    file.apply(changes, tree.now());
    if (changes.size() != null) {
      file.content.resize(changes.size());
    }
  }

  private Node take(Node existing, CreateMode mode) {
    return switch (mode) {
      case CreateMode.Guarded _ -> throw exists();
      case CreateMode.Exclusive(long verifier, _) -> {
        if (!(existing instanceof Node.RegularFile file)
            || file.createVerifier == null
            || file.createVerifier != verifier) {
          throw exists();
        }
        yield existing;
      }
      case CreateMode.Unchecked(AttributeChanges changes) -> truncated(existing, changes.size());
    };
  }

  private Node truncated(Node existing, @Nullable Long size) {
    if (!(existing instanceof Node.RegularFile file)) {
      throw Tree.isDirectory();
    }
    if (size != null) {
      file.content.resize(size);
      file.modified(tree.now());
    }
    return file;
  }

  CreateOutcome makeDirectory(FileId in, FileName name, AttributeChanges changes) {
    Node.Directory directory = tree.directory(in);
    if (directory.byName.containsKey(name)) {
      throw exists();
    }
    Before before = directory.attributes().before();
    Node.Directory made = tree.newDirectory(directory);
    made.apply(changes, tree.now());
    directory.put(name, made);
    directory.modified(tree.now());
    return new CreateOutcome(made.attributes(), since(before, directory));
  }

  AttributeChange remove(FileId in, FileName name) {
    Node.Directory directory = tree.directory(in);
    if (Tree.entry(directory, name) instanceof Node.Directory) {
      throw Tree.isDirectory();
    }
    return removeEntry(directory, name);
  }

  AttributeChange removeDirectory(FileId in, FileName name) {
    Node.Directory directory = tree.directory(in);
    if (!(Tree.entry(directory, name) instanceof Node.Directory removed)) {
      throw Tree.notDirectory();
    }
    requireEmpty(removed);
    return removeEntry(directory, name);
  }

  private AttributeChange removeEntry(Node.Directory directory, FileName name) {
    Before before = directory.attributes().before();
    tree.forget(Tree.entry(directory, name));
    directory.take(name);
    directory.modified(tree.now());
    return since(before, directory);
  }

  RenameOutcome rename(FileId fromId, FileName fromName, FileId toId, FileName toName) {
    Node.Directory from = tree.directory(fromId);
    Node.Directory to = tree.directory(toId);
    Node moved = Tree.entry(from, fromName);
    Node replaced = to.byName.get(toName);
    Before fromBefore = from.attributes().before();
    Before toBefore = to.attributes().before();
    if (moved != replaced) {
      requireMovable(moved, to, replaced);
      move(moved, from, fromName, to, toName);
    }
    return new RenameOutcome(since(fromBefore, from), since(toBefore, to));
  }

  private static void requireMovable(Node moved, Node.Directory to, @Nullable Node replaced) {
    if (moved instanceof Node.Directory && to.isWithin(moved)) {
      throw new VfsException(VfsError.INVALID, "a directory cannot move into itself");
    }
    switch (replaced) {
      case Node.Directory directory when moved instanceof Node.Directory -> requireEmpty(directory);
      case Node.Directory _ -> throw Tree.isDirectory();
      case Node.RegularFile _ when moved instanceof Node.Directory -> throw Tree.notDirectory();
      case Node.RegularFile _ -> {}
      case null -> {}
    }
  }

  private void move(
      Node moved, Node.Directory from, FileName fromName, Node.Directory to, FileName toName) {
    Node replaced = to.byName.get(toName);
    if (replaced != null) {
      tree.forget(replaced);
      to.take(toName);
    }
    from.take(fromName);
    to.put(toName, moved);
    if (moved instanceof Node.Directory directory) {
      directory.parent = to;
    }
    Instant now = tree.now();
    moved.changed(now);
    from.modified(now);
    to.modified(now);
  }

  private static void requireEmpty(Node.Directory directory) {
    if (!directory.byName.isEmpty()) {
      throw new VfsException(VfsError.NOT_EMPTY, "the directory is not empty");
    }
  }

  private static AttributeChange since(Before before, Node.Directory directory) {
    return new AttributeChange(before, directory.attributes());
  }

  private static VfsException exists() {
    return new VfsException(VfsError.EXISTS, "the name exists");
  }
}
