package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalState;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A namespace over a bucket, changed as through a mount, with a clock that the test moves.
abstract class NamesUnderChange {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration EVER = Duration.ofDays(36_500);

  final AtomicLong nanos = new AtomicLong();
  final TreeObjectStore store = new TreeObjectStore(1000);
  final MapHandleTable handles = new MapHandleTable();
  private final LocalState state = LocalStates.temporary();
  LocalDirectories local = open(LocalDirectories.MOST);
  Namespace names = names(SECOND);
  DirectoryChanges changes = new DirectoryChanges("/b", names, store, rules(true, false));

  static ChangeRules rules(boolean allowDelete, boolean markers) {
    return new ChangeRules(allowDelete, markers);
  }

  LocalDirectories open(int most) {
    return new LocalDirectories(state, new InodeTable("/b", handles), nanos::get, most);
  }

  private Namespace names(Duration ttl) {
    return Namespace.open(
        store,
        "p/",
        new InodeTable("/b", handles),
        local,
        NamespaceOptions.of(
            new Ttl(ttl, ttl), () -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get));
  }

  void use(Duration ttl, ChangeRules rules) {
    names = names(ttl);
    changes = new DirectoryChanges("/b", names, store, rules);
  }

  /// As after `kill -9`: what is in memory is gone.
  void restart() {
    local = open(LocalDirectories.MOST);
    use(SECOND, rules(true, false));
  }

  void passTheTtl() {
    nanos.addAndGet(SECOND.toNanos());
  }

  Optional<Inode> walk(String path) {
    FileId directory = FileIds.ROOT;
    Optional<Inode> found = Optional.empty();
    for (String name : path.split("/", -1)) {
      found = names.lookup(directory, FileName.of(name));
      if (found.isEmpty()) {
        return found;
      }
      directory = found.get().id();
    }
    return found;
  }

  boolean isThere(String path) {
    return walk(path).isPresent();
  }

  FileId id(String path) {
    return path.isEmpty() ? FileIds.ROOT : walk(path).orElseThrow().id();
  }

  private FileId parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? FileIds.ROOT : id(path.substring(0, slash));
  }

  private static FileName last(String path) {
    return FileName.of(path.substring(path.lastIndexOf('/') + 1));
  }

  FileId mkdir(String path) {
    return changes.makeDirectory(parent(path), last(path)).directory().id();
  }

  void rmdir(String path) {
    changes.removeDirectory(parent(path), last(path));
  }

  void remove(String path) {
    changes.remove(parent(path), last(path));
  }

  List<String> list(String path) {
    return list(path, 100);
  }

  List<String> list(String path, int most) {
    return list(id(path), most);
  }

  List<String> list(FileId directory, int most) {
    return list(names, directory, most);
  }

  /// All names below a directory, read on pages of at most so many; those of directories end in a
  /// slash.
  static List<String> list(Namespace names, FileId directory, int most) {
    List<String> all = new ArrayList<>();
    ListingPosition position = ListingPosition.START;
    while (true) {
      NamePage page = names.list(directory, position, most);
      for (NamePage.Name name : page.names()) {
        all.add(name.name() + (name.inode().type() == FileType.DIRECTORY ? "/" : ""));
        position = ListingPosition.of(name.name(), name.inode().type());
      }
      if (page.reachedEnd()) {
        return all;
      }
    }
  }

  static void assertFails(VfsError error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VfsException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
