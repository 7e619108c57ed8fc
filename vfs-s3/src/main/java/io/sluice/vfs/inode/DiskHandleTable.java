package io.sluice.vfs.inode;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The handle table on disk: a B-tree file (H2 MVStore) for what is old and a journal for what is
/// new.
///
/// A B-tree alone would have to write a chunk for every reply that carries a new handle; the
/// journal takes one `write` of a few bytes. Every second, or when many are waiting, a thread moves
/// what is new into the tree and then drops that journal. After a crash the journals that are left
/// are replayed.
///
/// Threads: callers append under `lock`; the mover alone writes the tree. `fresh` and `moving` are
/// concurrent maps; an id is in at least one of them or in the tree at every moment, since `moving`
/// is emptied only after the tree has committed.
public final class DiskHandleTable implements HandleTable {
  private static final Logger log = LoggerFactory.getLogger(DiskHandleTable.class);

  /// So many wait at most: beyond, the tree's disk has not taken anything for long, and memory must
  /// stay bounded.
  private static final int MOST_WAITING = 1_000_000;

  /// Threads that read the tree: file I/O would hold the carriers of virtual threads, and an
  /// interrupt of a caller that reads itself would close the file for all.
  private static final int READERS = 2;

  private static final long MOVE_EVERY_MILLIS = 1_000;

  private final Path directory;
  private final HandleTree tree;
  private final Object lock = new Object();
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          READERS, Thread.ofPlatform().daemon().name("handle-reader-", 0).factory());
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread mover;

  @GuardedBy("lock")
  private HandleJournal journal;

  @GuardedBy("lock")
  private long journals;

  // written under `lock` (callers add, the mover swaps), read without it
  private volatile ConcurrentHashMap<Long, byte[]> fresh = new ConcurrentHashMap<>();
  private volatile Map<Long, byte[]> moving = Map.of();

  /// Journals whose places are not yet in the tree; the mover alone uses it.
  private final List<HandleJournal> retired = new ArrayList<>();

  private DiskHandleTable(Path directory, HandleTree tree, HandleJournal journal, long journals) {
    this.directory = directory;
    this.tree = tree;
    this.journal = journal;
    this.journals = journals;
    this.mover = Thread.ofPlatform().daemon().name("handle-table").unstarted(this::moveUntilClosed);
  }

  /// Opens the table in a directory of its own, which is created.
  ///
  /// @throws IOException if the directory cannot be written
  public static DiskHandleTable open(Path directory) throws IOException {
    Files.createDirectories(directory);
    HandleTree tree = HandleTree.open(directory.resolve("handles.mv"));
    long newest = takeOver(directory, tree);
    HandleJournal journal = HandleJournal.create(journalFile(directory, newest + 1));
    DiskHandleTable table = new DiskHandleTable(directory, tree, journal, newest + 1);
    table.mover.start();
    return table;
  }

  /// Moves what earlier processes left in journals into the tree; returns the highest journal
  /// number.
  private static long takeOver(Path directory, HandleTree tree) throws IOException {
    List<Path> left = new ArrayList<>();
    long newest = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "journal-*")) {
      for (Path file : files) {
        left.add(file);
        newest =
            Math.max(
                newest,
                Long.parseLong(file.getFileName().toString().substring("journal-".length())));
      }
    }
    Map<Long, byte[]> places = new HashMap<>();
    for (Path file : left) {
      HandleJournal.replay(file, places::put);
    }
    tree.putAll(places);
    for (Path file : left) {
      Files.delete(file);
    }
    return newest;
  }

  private static Path journalFile(Path directory, long number) {
    return directory.resolve("journal-" + number);
  }

  @Override
  public @Nullable Place find(FileId id) {
    Long key = id.value();
    byte @Nullable [] place = fresh.get(key);
    if (place == null) {
      place = moving.get(key);
    }
    if (place == null) {
      place = CompletableFuture.supplyAsync(() -> tree.get(key), readers).join();
    }
    return place == null ? null : PlaceCodec.decode(place);
  }

  @Override
  public void remember(Map<FileId, Place> places) {
    Map<Long, byte[]> encoded = HashMap.newHashMap(places.size());
    places.forEach((id, place) -> encoded.put(id.value(), PlaceCodec.encode(place)));
    synchronized (lock) {
      if (fresh.size() + moving.size() > MOST_WAITING) {
        throw new VfsException(
            VfsError.NO_SPACE, "the handle table in " + directory + " does not take new names");
      }
      try {
        journal.append(encoded);
      } catch (IOException e) {
        throw new VfsException(
            VfsError.NO_SPACE,
            "cannot write " + directory + ": free space there or set --state-dir",
            e);
      }
      fresh.putAll(encoded);
    }
  }

  private void moveUntilClosed() {
    try {
      while (!closing.await(MOVE_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        move();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One move; called by the mover, and by [#close()] after the mover has ended.
  private void move() {
    if (fresh.isEmpty() && moving.isEmpty()) {
      return;
    }
    try {
      HandleJournal old = turnOver();
      retired.add(old);
      old.close();
      tree.putAll(moving);
      moving = Map.of();
      while (!retired.isEmpty()) {
        retired.removeLast().discard();
      }
    } catch (IOException | RuntimeException e) {
      log.error("handles cannot be moved into {}: {}; free space there", directory, e.toString());
    }
  }

  private HandleJournal turnOver() throws IOException {
    synchronized (lock) {
      HandleJournal next = HandleJournal.create(journalFile(directory, journals + 1));
      HandleJournal old = journal;
      journals++;
      journal = next;
      Map<Long, byte[]> both = new ConcurrentHashMap<>(fresh);
      both.putAll(moving);
      moving = both;
      fresh = new ConcurrentHashMap<>();
      return old;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      mover.join();
      move();
      synchronized (lock) {
        journal.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("the journal in {} did not close: {}", directory, e.toString());
    }
    readers.close();
    tree.close();
  }
}
