package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.MapHandleTable;
import io.sluice.vfs.inode.local.LocalStates;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A namespace over a bucket that others change, with a clock that the test moves.
abstract class NamesOfOthers {
  static final Ttl ONE_SECOND = new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1));

  final AtomicLong nanos = new AtomicLong();
  final TreeObjectStore store = new TreeObjectStore(1000);
  final Namespace names = open(store, "");

  Namespace open(ObjectStore from, String prefix) {
    return open(from, prefix, ONE_SECOND);
  }

  Namespace open(ObjectStore from, String prefix, Ttl ttl) {
    return open(from, prefix, ttl, 72L << 20);
  }

  Namespace open(ObjectStore from, String prefix, Ttl ttl, long tableBytes) {
    InodeTable inodes = new InodeTable("/bucket", new MapHandleTable());
    return Namespace.open(
        from,
        prefix,
        inodes,
        LocalStates.noDirectories(inodes, nanos::get),
        NamespaceOptions.of(ttl, () -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get)
            .askingAheadOn(Runnable::run)
            .within(tableBytes));
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  Optional<Inode> walk(Namespace in, String... path) {
    FileId directory = FileIds.ROOT;
    Optional<Inode> found = Optional.empty();
    for (String name : path) {
      found = in.lookup(directory, FileName.of(name));
      if (found.isEmpty()) {
        return found;
      }
      directory = found.get().id();
    }
    return found;
  }
}
