package io.sluice.it.reference;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All files and directories, by id. Not safe for threads: [InMemoryFileSystem] locks.
final class Tree {
  static final int DIRECTORY_MODE = 0755;
  static final int FILE_MODE = 0644;

  private final Map<FileId, Node> nodes = new HashMap<>();
  private final InstantSource clock;
  private final Node.Directory root;
  private Instant lastTime = Instant.EPOCH;
  private long lastId = FileId.SMALLEST - 1;

  Tree(InstantSource clock) {
    this.clock = clock;
    root = newDirectory(null);
  }

  Node.Directory root() {
    return root;
  }

  /// The time, later than every time given before: two changes are never of the same time.
  Instant now() {
    Instant time = clock.instant();
    lastTime = time.isAfter(lastTime) ? time : lastTime.plusNanos(1);
    return lastTime;
  }

  Node.Directory newDirectory(Node.@Nullable Directory parent) {
    Node.Directory directory = new Node.Directory(nextId(), DIRECTORY_MODE, now(), parent);
    nodes.put(directory.id, directory);
    return directory;
  }

  Node.RegularFile newFile(@Nullable Long createVerifier) {
    Node.RegularFile file = new Node.RegularFile(nextId(), FILE_MODE, now(), createVerifier);
    nodes.put(file.id, file);
    return file;
  }

  private FileId nextId() {
    lastId++;
    return new FileId(lastId);
  }

  void forget(Node node) {
    nodes.remove(node.id);
  }

  Node node(FileId id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new VfsException(VfsError.STALE, "file " + id.value() + " is gone");
    }
    return node;
  }

  Node.RegularFile file(FileId id) {
    return switch (node(id)) {
      case Node.RegularFile file -> file;
      case Node.Directory _ -> throw isDirectory();
    };
  }

  Node.Directory directory(FileId id) {
    return switch (node(id)) {
      case Node.Directory directory -> directory;
      case Node.RegularFile _ -> throw notDirectory();
    };
  }

  static Node entry(Node.Directory directory, FileName name) {
    Node node = directory.byName.get(name);
    if (node == null) {
      throw new VfsException(VfsError.NOT_FOUND, "no " + name);
    }
    return node;
  }

  static VfsException isDirectory() {
    return new VfsException(VfsError.IS_DIRECTORY, "it is a directory");
  }

  static VfsException notDirectory() {
    return new VfsException(VfsError.NOT_DIRECTORY, "it is no directory");
  }
}
