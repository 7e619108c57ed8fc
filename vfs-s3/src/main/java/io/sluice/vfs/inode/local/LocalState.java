package io.sluice.vfs.inode.local;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this mount knows and S3 does not, on disk: small tables of records under file ids (an H2
/// MVStore). Those who use a table have it in memory and only write here.
///
/// One platform thread does all writing: file I/O would hold the carriers of virtual threads, and
/// an interrupt of a caller that writes itself would close the file for all. Without fsync, as with
/// the handle table: what was written survives the death of the process.
public final class LocalState implements AutoCloseable {
  /// The tables. Their names are those in the file.
  enum Table {
    /// [LocalDirectories]
    DIRECTORIES,
    /// [KeptAttributes]
    ATTRIBUTES
  }

  /// A record of a table as it shall be; a class, since its bytes are not compared.
  static final class Change {
    private final Table table;
    private final long id;
    private final byte @Nullable [] value;

    /// @param value null removes the record
    Change(Table table, long id, byte @Nullable [] value) {
      this.table = table;
      this.id = id;
      this.value = value;
    }
  }

  /// Changes that are written together or not at all.
  private record Batch(List<Change> changes, CompletableFuture<Boolean> written) {}

  private static final Logger log = LoggerFactory.getLogger(LocalState.class);

  /// Every commit leaves gaps; after so many the emptiest parts of the file are written anew.
  private static final int COMPACT_EVERY = 256;

  private static final int FILL_PERCENT = 50;
  private static final int MOST_REWRITTEN = 1 << 20;

  /// Changes that may be lost are gathered for so long by [#writeLater]: a commit for each of many
  /// small files would take more of the processor than their bytes.
  private static final Duration SOON = Duration.ofMillis(50);

  private final Path file;
  private final Executor writer;

  /// Whether somebody will write what may be written later; set by all, taken back by the writer.
  private final AtomicBoolean isExpected = new AtomicBoolean();

  /// Added by all, taken by the writer.
  private final Queue<Batch> waiting = new ConcurrentLinkedQueue<>();

  /// Opened by whoever makes this, then the writer's alone.
  private MVStore store;

  /// Counted by the writer alone, read by all.
  private final AtomicInteger commits = new AtomicInteger();

  private LocalState(Path file, MVStore store, Executor writer) {
    this.file = file;
    this.store = store;
    this.writer = writer;
  }

  private static ExecutorService oneThread() {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().daemon().name("local-state").factory());
  }

  /// One that is kept nowhere, for one thread that uses it.
  public static LocalState inMemory() {
    return new LocalState(
        Path.of("memory"), new MVStore.Builder().autoCommitDisabled().open(), Runnable::run);
  }

  /// Opens the file, or begins a new one in place of one that cannot be read.
  ///
  /// @throws IOException if it cannot be written
  public static LocalState open(Path file) throws IOException {
    try {
      return new LocalState(file, store(file), oneThread());
    } catch (MVStoreException e) {
      if (!Files.exists(file)) {
        throw new IOException("cannot open " + file + ": " + e.getMessage(), e);
      }
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      log.error(
          "{} cannot be read ({}); kept as {}. Directories that were made through this mount and"
              + " hold no file are gone, as are times that were set",
          file,
          e.getMessage(),
          aside);
      return new LocalState(file, store(file), oneThread());
    }
  }

  private static MVStore store(Path file) {
    MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    store.setRetentionTime(0);
    return store;
  }

  /// All records of a table, as they are on disk, with what waits to be written.
  Map<Long, byte[]> read(Table table) {
    writer.execute(this::writeAll);
    return await(CompletableFuture.supplyAsync(() -> new HashMap<>(map(table)), writer));
  }

  /// Writes changes together; they survive the death of the process when this returns.
  ///
  /// @throws VfsException `NO_SPACE` if the disk did not take them; none of them is written then
  void write(List<Change> changes) {
    Batch batch = new Batch(changes, new CompletableFuture<>());
    waiting.add(batch);
    writer.execute(this::writeAll);
    await(batch.written());
  }

  /// Writes changes without waiting for it, for those that may be lost when the process dies.
  void writeSoon(List<Change> changes) {
    waiting.add(batchNobodyWaitsFor(changes));
    writer.execute(this::writeAll);
  }

  /// As [#writeSoon], together with others that come within a moment: for changes that come by
  /// hundreds a second.
  void writeLater(List<Change> changes) {
    waiting.add(batchNobodyWaitsFor(changes));
    if (!isExpected.getAndSet(true)) {
      afterAWhile(() -> {
        isExpected.set(false);
        writeAll();
      });
    }
  }

  private static Batch batchNobodyWaitsFor(List<Change> changes) {
    Batch batch = new Batch(changes, new CompletableFuture<>());
    batch
        .written()
        .exceptionally(full -> {
          log.warn("{}", full.getMessage());
          return null;
        });
    return batch;
  }

  private void afterAWhile(Runnable write) {
    if (writer instanceof ExecutorService) {
      CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS, writer)
          .execute(write);
    } else {
      write.run();
    }
  }

  /// Everything that waits goes with one commit, in the order in which it came: a commit costs far
  /// more than the records in it.
  private void writeAll() {
    List<Batch> batches = new ArrayList<>();
    for (Batch next = waiting.poll(); next != null; next = waiting.poll()) {
      batches.add(next);
    }
    if (batches.isEmpty()) {
      return;
    }
    try {
      commit(batches.stream().flatMap(batch -> batch.changes().stream()).toList());
      batches.forEach(batch -> batch.written().complete(true));
    } catch (RuntimeException e) {
      batches.forEach(batch -> batch.written().completeExceptionally(e));
    }
  }

  private void commit(List<Change> changes) {
    try {
      for (Change change : changes) {
        MVMap<Long, byte[]> map = map(change.table);
        if (change.value == null) {
          map.remove(change.id);
        } else {
          map.put(change.id, change.value);
        }
      }
      store.commit();
      if (commits.incrementAndGet() % COMPACT_EVERY == 0) {
        store.compact(FILL_PERCENT, MOST_REWRITTEN);
      }
    } catch (MVStoreException e) {
      // a store that failed to write has closed itself; the file is as it was before
      store.closeImmediately();
      store = store(file);
      throw new VfsException(
          VfsError.NO_SPACE, "cannot write " + file + ": free space there or set --state-dir", e);
    }
  }

  /// How often the disk was written.
  int commits() {
    return commits.get();
  }

  private MVMap<Long, byte[]> map(Table table) {
    return store.openMap(
        table.name(),
        new MVMap.Builder<Long, byte[]>()
            .keyType(LongDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  private static <T> T await(CompletableFuture<T> written) {
    try {
      return written.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    writer.execute(() -> {
      writeAll();
      store.close();
    });
    if (writer instanceof ExecutorService service) {
      service.close();
    }
  }
}
