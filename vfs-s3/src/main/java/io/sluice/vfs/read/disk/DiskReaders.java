package io.sluice.vfs.read.disk;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that read from the disk of a cache, and how long they are waited for. A disk that
/// stands still holds up those whose reading it has begun, a few; the others go to S3.
///
/// Safe for any number of threads, virtual ones too.
final class DiskReaders implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DiskReaders.class);

  /// Enough to keep an SSD busy, and more than the processor needs to check what comes.
  static final int THREADS = 4;

  private final ThreadPoolExecutor threads;
  private final Duration longest;

  /// Whether somebody waited in vain since the disk did something. Set by those who wait, cleared
  /// by those who read; a moment of either's old value costs one wait, or one request to S3.
  private volatile boolean isVain;

  /// @param longest that somebody waits for his turn
  DiskReaders(ThreadFactory factory, Duration longest) {
    this.threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    this.longest = longest;
  }

  /// Whether the disk stands still, so that nobody should ask for anything.
  boolean areStuck() {
    return isVain;
  }

  /// Reads, and waits for it, also if interrupted: the reading has the caller's buffer.
  ///
  /// @return what the reading says; false if it was not done, and will not be
  boolean read(BooleanSupplier reading) {
    FutureTask<Boolean> task = begun(reading);
    return task != null && (isDone(task) || !threads.remove(task)) && result(task);
  }

  /// Does something, and waits for it unless the disk stands still: it is done later then.
  ///
  /// @return false if it was not done, and will not be
  boolean does(Runnable work) {
    FutureTask<Boolean> task =
        begun(() -> {
          work.run();
          return true;
        });
    return task != null && (!isDone(task) || result(task));
  }

  private @Nullable FutureTask<Boolean> begun(BooleanSupplier work) {
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          try {
            return work.getAsBoolean();
          } finally {
            isVain = false;
          }
        });
    try {
      threads.execute(task);
      return task;
    } catch (RejectedExecutionException closed) {
      return null;
    }
  }

  /// Whether it is done before the longest wait is over.
  private boolean isDone(FutureTask<Boolean> task) {
    try {
      var _ = Uninterruptibles.getUninterruptibly(task, longest);
      return true;
    } catch (ExecutionException fault) {
      return true;
    } catch (TimeoutException e) {
      isVain = true;
      var _ = begun(() -> true); // whose end says that the disk moves, if it just did
      return false;
    }
  }

  /// Waits however long that takes.
  private static boolean result(FutureTask<Boolean> task) {
    try {
      return Uninterruptibles.getUninterruptibly(task);
    } catch (ExecutionException fault) {
      log.error("a block could not be read from the cache", fault.getCause());
      return false;
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
