package io.sluice.it.reference;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.TimeChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A file or directory that exists.
abstract sealed class Node {
  static final class RegularFile extends Node {
    final Content content = new Content();

    /// Of an exclusive CREATE, by which its retransmission is known.
    final @Nullable Long createVerifier;

    RegularFile(FileId id, int mode, Instant now, @Nullable Long createVerifier) {
      super(id, mode, now);
      this.createVerifier = createVerifier;
    }
  }

  static final class Directory extends Node {
    Directory parent;
    final Map<FileName, Node> byName = new HashMap<>();

    /// The order of listings: ids never change, so that a cookie keeps its place whatever comes and
    /// goes.
    final TreeMap<Long, FileName> byId = new TreeMap<>();

    /// Everything that was ever an entry, and so a cookie.
    final Set<Long> cookies = new HashSet<>();

    Directory(FileId id, int mode, Instant now, @Nullable Directory parent) {
      super(id, mode, now);
      this.parent = parent == null ? this : parent;
    }

    void put(FileName name, Node node) {
      byName.put(name, node);
      byId.put(node.id.value(), name);
      cookies.add(node.id.value());
    }

    void take(FileName name) {
      Node node = byName.remove(name);
      if (node != null) {
        byId.remove(node.id.value());
      }
    }

    /// Whether this is `other` or lies below it.
    boolean isWithin(Node other) {
      Directory at = this;
      while (at != other && at != at.parent) {
        at = at.parent;
      }
      return at == other;
    }
  }

  private static final int BLOCK = 512;
  private static final int DIRECTORY_SIZE = 4096;

  final FileId id;
  private int mode;
  private int uid;
  private int gid;
  private Instant atime;
  private Instant mtime;
  private Instant ctime;

  private Node(FileId id, int mode, Instant now) {
    this.id = id;
    this.mode = mode;
    atime = now;
    mtime = now;
    ctime = now;
  }

  FileAttributes attributes() {
    return switch (this) {
      case RegularFile file ->
          attributes(FileType.REGULAR, 1, file.content.size(), file.content.used());
      case Directory _ -> attributes(FileType.DIRECTORY, 2, DIRECTORY_SIZE, BLOCK);
    };
  }

  private FileAttributes attributes(FileType type, int links, long size, long used) {
    return new FileAttributes(id, type, mode, links, uid, gid, size, used, atime, mtime, ctime);
  }

  /// The content, or the names in it, changed.
  void modified(Instant now) {
    mtime = now;
    ctime = now;
  }

  /// Only attributes changed.
  void changed(Instant now) {
    ctime = now;
  }

  /// Makes all changes but that of the size.
  void apply(AttributeChanges changes, Instant now) {
    mode = changes.mode() == null ? mode : changes.mode();
    uid = changes.uid() == null ? uid : changes.uid();
    gid = changes.gid() == null ? gid : changes.gid();
    atime = time(changes.atime(), atime, now);
    mtime = time(changes.mtime(), mtime, now);
    ctime = now;
  }

  private static Instant time(TimeChange change, Instant old, Instant now) {
    return switch (change) {
      case TimeChange.Keep() -> old;
      case TimeChange.Now() -> now;
      case TimeChange.To(Instant time) -> time;
    };
  }
}
