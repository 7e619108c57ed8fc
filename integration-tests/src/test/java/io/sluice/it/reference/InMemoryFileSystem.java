package io.sluice.it.reference;

import io.sluice.memory.Lease;
import io.sluice.memory.LeasedBytes;
import io.sluice.memory.Slab;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.Before;
import io.sluice.vfs.CommitOutcome;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileSystemLimits;
import io.sluice.vfs.FileSystemStatistics;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.ReadOutcome;
import io.sluice.vfs.RenameOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.WriteOutcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A whole file system in memory, behind one lock. Everything is at hand but a read for which the
/// slab has no memory left.
public final class InMemoryFileSystem implements VirtualFileSystem {
  private static final long LARGEST_FILE = 1L << 40;
  private static final long PEBI = 1L << 50;
  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(1);

  private final Tree tree;
  private final Names names;
  private final Slab slab;
  private final long verifier;
  private final ReentrantLock lock;
  private final @Nullable InMemoryFileSystem atHand;

  /// An empty file system.
  ///
  /// @param slab what reads are answered from
  public InMemoryFileSystem(Slab slab, InstantSource clock) {
    tree = new Tree(clock);
    names = new Names(tree);
    this.slab = slab;
    verifier = clock.millis();
    lock = new ReentrantLock();
    atHand = new InMemoryFileSystem(this);
  }

  private InMemoryFileSystem(InMemoryFileSystem waiting) {
    tree = waiting.tree;
    names = waiting.names;
    slab = waiting.slab;
    verifier = waiting.verifier;
    lock = waiting.lock;
    atHand = null;
  }

  @Override
  public VirtualFileSystem atHand() {
    return atHand == null ? this : atHand;
  }

  @Override
  public FileId root() {
    return tree.root().id;
  }

  @Override
  public FileId parent(FileId directory) {
    return locked(() -> tree.directory(directory).parent.id);
  }

  @Override
  public FileAttributes getAttributes(FileId file) {
    return locked(() -> tree.node(file).attributes());
  }

  @Override
  public AttributeChange setAttributes(
      FileId file, AttributeChanges changes, @Nullable Instant onlyIfCtime) {
    return locked(() -> change(tree.node(file), changes, onlyIfCtime));
  }

  private AttributeChange change(
      Node node, AttributeChanges changes, @Nullable Instant onlyIfCtime) {
    Before before = node.attributes().before();
    if (onlyIfCtime != null && !onlyIfCtime.equals(before.ctime())) {
      throw new VfsException(VfsError.NOT_SYNCHRONIZED, "the file has changed");
    }
    if (changes.size() != null) {
      resize(node, changes.size());
    }
    if (!changes.isEmpty()) {
      node.apply(changes, tree.now());
    }
    return new AttributeChange(before, node.attributes());
  }

  private void resize(Node node, long size) {
    if (!(node instanceof Node.RegularFile file)) {
      throw Tree.isDirectory();
    }
    requireReachable(size);
    file.content.resize(size);
    file.modified(tree.now());
  }

  @Override
  public LookupOutcome lookup(FileId directory, FileName name) {
    return locked(() -> {
      Node node = tree.directory(directory).byName.get(name);
      return node == null
          ? new LookupOutcome.Missing()
          : new LookupOutcome.Found(node.attributes());
    });
  }

  @Override
  public ReadOutcome read(FileId file, long offset, int count) {
    int expected = locked(() -> readable(tree.file(file), offset, count));
    if (expected == 0) {
      return locked(() -> outcome(tree.file(file), offset, null));
    }
    Lease lease = lease(expected);
    try {
      return locked(() -> outcome(tree.file(file), offset, lease));
    } catch (VfsException e) {
      lease.close(); // removed meanwhile
      throw e;
    }
  }

  private static int readable(Node.RegularFile file, long offset, int count) {
    return Math.clamp(file.content.size() - offset, 0, count);
  }

  private ReadOutcome outcome(Node.RegularFile file, long offset, @Nullable Lease lease) {
    int count = 0;
    if (lease != null) {
      ByteBuffer buffer = lease.buffer();
      count = readable(file, offset, buffer.remaining());
      buffer.limit(buffer.position() + count);
      file.content.read(offset, buffer);
      buffer.flip();
    }
    boolean reachedEnd = offset >= file.content.size() - count;
    return new ReadOutcome(lease, reachedEnd, file.attributes());
  }

  private Lease lease(int size) {
    Lease lease = slab.tryLease(size);
    if (lease == null && atHand == null) {
      throw new VfsException(VfsError.NOT_AT_HAND, "no memory at once");
    }
    lease = lease != null ? lease : slab.lease(size, LEASE_PATIENCE);
    if (lease == null) {
      throw new VfsException(VfsError.BUSY, "no memory for a read");
    }
    return lease;
  }

  @Override
  public WriteOutcome write(FileId file, long offset, LeasedBytes data, Durability durability) {
    ByteBuffer bytes = data.bytes();
    return locked(() -> {
      Node.RegularFile written = tree.file(file);
      requireReachable(offset + bytes.remaining());
      Before before = written.attributes().before();
      int count = bytes.remaining();
      written.content.write(offset, bytes.duplicate());
      written.modified(tree.now());
      AttributeChange change = new AttributeChange(before, written.attributes());
      return new WriteOutcome(count, durability, verifier, change);
    });
  }

  private static void requireReachable(long end) {
    if (end > LARGEST_FILE) {
      throw new VfsException(VfsError.TOO_LARGE, "files have at most 1 TiB");
    }
  }

  @Override
  public CommitOutcome commit(FileId file, long offset, int count) {
    return locked(() -> {
      FileAttributes attributes = tree.file(file).attributes();
      return new CommitOutcome(verifier, new AttributeChange(attributes.before(), attributes));
    });
  }

  @Override
  public CreateOutcome create(FileId directory, FileName name, CreateMode mode) {
    return locked(() -> names.create(directory, name, mode));
  }

  @Override
  public CreateOutcome makeDirectory(FileId directory, FileName name, AttributeChanges changes) {
    return locked(() -> names.makeDirectory(directory, name, changes));
  }

  @Override
  public AttributeChange remove(FileId directory, FileName name) {
    return locked(() -> names.remove(directory, name));
  }

  @Override
  public AttributeChange removeDirectory(FileId directory, FileName name) {
    return locked(() -> names.removeDirectory(directory, name));
  }

  @Override
  public RenameOutcome rename(
      FileId fromDirectory, FileName fromName, FileId toDirectory, FileName toName) {
    return locked(() -> names.rename(fromDirectory, fromName, toDirectory, toName));
  }

  @Override
  public DirectoryPage list(FileId directory, long cookie, int most) {
    return locked(() -> page(tree.directory(directory), cookie, most));
  }

  private static DirectoryPage page(Node.Directory directory, long cookie, int most) {
    if (cookie != 0 && !directory.cookies.contains(cookie)) {
      throw new VfsException(VfsError.BAD_COOKIE, "no entry ever had this cookie");
    }
    NavigableMap<Long, FileName> rest = directory.byId.tailMap(cookie, false);
    List<DirectoryEntry> entries =
        rest.values().stream().limit(most).map(name -> entry(directory, name)).toList();
    return new DirectoryPage(entries, entries.size() == rest.size());
  }

  private static DirectoryEntry entry(Node.Directory directory, FileName name) {
    Node node = Tree.entry(directory, name);
    return new DirectoryEntry(name, node.id, node.attributes());
  }

  @Override
  public FileSystemStatistics statistics() {
    return new FileSystemStatistics(PEBI, PEBI, PEBI, PEBI, PEBI, PEBI);
  }

  @Override
  public FileSystemLimits limits() {
    return new FileSystemLimits(false);
  }

  private <T> T locked(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }
}
