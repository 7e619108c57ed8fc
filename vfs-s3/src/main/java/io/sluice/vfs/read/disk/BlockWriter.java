package io.sluice.vfs.read.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts blocks on disk and into the index, and deletes those that must go for it. A disk that is
/// full or broken costs the block and a line of the log, nothing else. Safe for the threads that
/// write.
final class BlockWriter {
  private static final Logger log = LoggerFactory.getLogger(BlockWriter.class);

  /// A disk that is full stays so for long, and each block would tell of it.
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /// What a failed write frees, in blocks of its size: a quota may be full that the file system
  /// does not tell of. Some, or the next block would meet the same; few, since a failure may have
  /// another cause.
  private static final int FREED_BY_FAILURE = 4;

  private final BlockFiles files;
  private final SharedIndex index;
  private final FreeSpace space;
  private final LongSupplier ticker;

  /// The time of the next line about trouble; raced for by those who have trouble.
  private final AtomicLong quietUntil;

  /// @param ticker nanoseconds that only grow
  BlockWriter(BlockFiles files, SharedIndex index, FreeSpace space, LongSupplier ticker) {
    this.files = files;
    this.index = index;
    this.space = space;
    this.ticker = ticker;
    this.quietUntil = new AtomicLong(ticker.getAsLong());
  }

  /// Writes a block.
  ///
  /// @return false if the disk did not take it
  boolean write(BlockId id, ByteBuffer bytes) {
    BlockName name = files.names().of(id);
    long room = BlockFiles.room(id.length());
    try {
      long lacking = space.look().lacking(room);
      if (lacking > 0) {
        // This one gives way too, since what is deleted may be free a moment later.
        delete(index.evict(lacking));
        tell("the file system is nearly full");
        return false;
      }
      files.write(id, bytes);
    } catch (IOException e) {
      delete(index.evict(FREED_BY_FAILURE * room));
      tell(e.toString());
      return false;
    }
    delete(index.add(name));
    return true;
  }

  /// Deletes the files of what is out of the index.
  void delete(List<BlockName> evicted) {
    evicted.forEach(files::delete);
  }

  private void tell(String reason) {
    long now = ticker.getAsLong();
    long until = quietUntil.get();
    if (now - until >= 0 && quietUntil.compareAndSet(until, now + SILENCE.toNanos())) {
      log.warn(
          "the cache {} takes less now ({}): what is read comes from S3 as far as it is not there;"
              + " free space, or give another directory with --cache",
          files.directory(),
          reason);
    }
  }
}
