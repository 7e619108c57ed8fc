package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Blocks of objects on disk (semantics R5): what was read once is read from there, also after a
/// restart, as long as the object has the same ETag. It never fails: what it does not have, or
/// cannot read, or finds damaged, is a miss.
///
/// For any number of threads, virtual ones too: all file I/O is done by a few platform threads of
/// its own.
public final class BlockCache implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BlockCache.class);

  /// A block costs its readers nothing while it is written; one thread writes while the other one
  /// waits for the disk.
  private static final int WRITERS = 2;

  /// Shorter blocks are kept only if they begin where a sequential reader cuts, so that they are a
  /// small object or the end of one: a file on disk and a place in the index are too much for the
  /// few kilobytes of a random read, which would push out what many read.
  static final int SHORTEST = 16 << 10;

  private final BlockFiles files;
  private final SharedIndex index;
  private final BlockWriter writer;
  private final OfferedBlocks offers = new OfferedBlocks();
  private final DiskPatience patience = new DiskPatience();
  private final CacheCounts counts = new CacheCounts();
  private final DiskReaders readers;
  private final ExecutorService writers;
  private final ExecutorService scanner;
  private final CompletableFuture<Void> scanned;

  /// Set once by [#close], read by the scan.
  private volatile boolean isClosed;

  private BlockCache(
      BlockCacheSettings settings,
      BlockFiles files,
      FreeSpace space,
      Duration longest,
      LongSupplier ticker) {
    this.files = files;
    this.index = new SharedIndex(settings);
    this.writer = new BlockWriter(files, index, space, ticker);
    this.readers = new DiskReaders(threads("cache-read"), longest);
    this.writers =
        new ThreadPoolExecutor(
            WRITERS,
            WRITERS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.mostWaiting()),
            threads("cache-write"),
            patience);
    this.scanner = Executors.newSingleThreadExecutor(threads("cache-scan"));
    this.scanned = CompletableFuture.runAsync(this::scan, scanner);
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
  }

  /// Opens a cache. What a former process left is found by a thread beside, soon.
  ///
  /// @param ticker nanoseconds that only grow
  /// @throws IOException if the directory cannot be written
  public static BlockCache open(BlockCacheSettings settings, LongSupplier ticker)
      throws IOException {
    return open(settings, FreeSpace.of(settings.directory()), DiskPatience.LONGEST, ticker);
  }

  /// One that believes `space` how much is free.
  ///
  /// @param longest that a disk may stand still until it is read around
  static BlockCache open(
      BlockCacheSettings settings, FreeSpace space, Duration longest, LongSupplier ticker)
      throws IOException {
    return new BlockCache(settings, BlockFiles.open(settings), space, longest, ticker);
  }

  /// The block of this version that covers `offset`, null if none does or the disk stands still.
  /// Whether its bytes are still there is known when they are read.
  public @Nullable BlockId find(ObjectVersion version, long offset) {
    BlockName found = readers.areStuck() ? null : index.use(files.names().of(version, offset, 1));
    if (found == null) {
      counts.misses.increment();
      return null;
    }
    return new BlockId(version, found.start(), found.length());
  }

  /// Puts the bytes of a block into `into`, which has room for exactly those; its position is
  /// behind them then.
  ///
  /// @return false if the block is gone or damaged; the position is where it was, and what is
  ///   behind it has no meaning
  public boolean read(BlockId id, ByteBuffer into) {
    requireLength(id, into);
    ByteBuffer bytes = into.duplicate();
    boolean isWhole = readers.read(() -> readNow(id, bytes));
    if (isWhole) {
      counts.hits.increment();
      into.position(into.limit());
    } else {
      counts.misses.increment();
    }
    return isWhole;
  }

  /// Offers the bytes of a block, between position and limit, which stay where they are. They are
  /// copied to the disk later, or not at all if it is there or offered already, too short to be
  /// worth it, or the disk has too much to do: who offers waits a while for it.
  ///
  /// @param done runs once, when `bytes` may change: on this thread or on another one
  public void offer(BlockId id, ByteBuffer bytes, Runnable done) {
    requireLength(id, bytes);
    BlockName name = files.names().of(id);
    if (!isWorthIt(id) || index.has(name) || !offers.begin(name)) {
      done.run();
      return;
    }
    try {
      writers.execute(() -> {
        try {
          count(writeNow(id, name, bytes));
        } finally {
          patience.moved();
          done.run();
        }
      });
    } catch (RejectedExecutionException | OutOfMemoryError busy) { // or there is no thread
      offers.end(name);
      count(false);
      done.run();
    }
  }

  private boolean writeNow(BlockId id, BlockName name, ByteBuffer bytes) {
    try {
      return !offers.isWanted(name) || writer.write(id, bytes);
    } finally {
      if (!offers.end(name)) {
        delete(name);
      }
    }
  }

  /// Takes back a block that should not have been offered, wherever it is on its way to the disk.
  public void remove(BlockId id) {
    BlockName name = files.names().of(id);
    offers.takeBack(name);
    index.remove(name);
    if (!readers.does(() -> delete(name))) {
      delete(name); // no thread is left for it: it must not outlive this
    }
  }

  private void delete(BlockName name) {
    index.remove(name);
    files.delete(name);
  }

  /// What it has, and what happened to it.
  public BlockCacheStatistics statistics() {
    return new BlockCacheStatistics(
        index.bytes(),
        index.blocks(),
        counts.hits.sum(),
        counts.misses.sum(),
        counts.damaged.sum(),
        counts.dropped.sum());
  }

  /// Waits until what a former process left is found.
  void awaitScan() {
    scanned.join();
  }

  /// Writes what waits to be written, and ends. Whoever comes later misses.
  @Override
  public void close() {
    isClosed = true;
    scanner.close();
    writers.close();
    readers.close();
  }

  private static boolean isWorthIt(BlockId id) {
    return id.length() >= SHORTEST || id.start() % BlockId.LARGEST == 0;
  }

  private static void requireLength(BlockId id, ByteBuffer bytes) {
    if (bytes.remaining() != id.length()) {
      throw new IllegalArgumentException(bytes.remaining() + " bytes for " + id);
    }
  }

  private void count(boolean isWritten) {
    if (!isWritten) {
      counts.dropped.increment();
    }
  }

  private boolean readNow(BlockId id, ByteBuffer into) {
    return switch (files.read(id, into)) {
      case WHOLE -> true;
      case UNREADABLE -> false;
      case GONE -> {
        index.remove(files.names().of(id));
        yield false;
      }
      case DAMAGED -> {
        counts.damaged.increment();
        delete(files.names().of(id));
        yield false;
      }
    };
  }

  private void scan() {
    try {
      new CacheScan(files, () -> isClosed)
          .run(
              name -> {
                int number = index.restore(name);
                writer.delete(index.evict(0));
                return number;
              },
              index::goesLast);
      log.debug("the cache {} has {} blocks", files.directory(), index.blocks());
    } catch (IOException e) {
      log.warn("the cache {} cannot be looked through: {}", files.directory(), e.toString());
    }
  }
}
