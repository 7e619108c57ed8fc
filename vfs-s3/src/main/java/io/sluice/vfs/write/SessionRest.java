package io.sluice.vfs.write;

import java.time.Duration;
import java.util.function.LongConsumer;

/// How a session rests when nothing is to be done for it, and how it is forgotten.
///
/// Safe for any number of threads.
final class SessionRest {
  /// A program that appends, a dup'd descriptor or a stat publishes again from memory within this.
  private static final long RETAINED = Duration.ofSeconds(30).toNanos();

  /// So long the client of a file that failed may come to ask for the error, and that of one whose
  /// bytes were forgotten to be told.
  private static final long FAILURE = Duration.ofMinutes(10).toNanos();

  private final SessionCore core;
  private final SessionLock lock;
  private final PartSender sender;

  SessionRest(SessionCore core, SessionLock lock, PartSender sender) {
    this.core = core;
    this.lock = lock;
    this.sender = sender;
  }

  /// Does something under the lock of the session if nothing is to be done for it but to forget it
  /// some day.
  ///
  /// @param does is told how much memory it holds
  void ifQuiet(LongConsumer does) {
    lock.lock();
    try {
      if (isQuiet()) {
        does.accept(core.parts.grid().leased());
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isQuiet() {
    return (core.isWhole() || !core.isOpen())
        && !core.isPublishing()
        && !core.isLoading()
        && !core.untold.isAny(core.state())
        && !core.forgets.hasUntold()
        && core.timing.underWay() == 0
        && sender.isIdle();
  }

  /// Gives back memory of bytes that are in the object that is there.
  ///
  /// @return how much
  long rest() {
    lock.lock();
    try {
      long before = core.parts.grid().leased();
      return !core.isLoading() && core.rests() ? before - core.parts.grid().leased() : 0;
    } finally {
      lock.unlock();
    }
  }

  /// Bytes in memory of parts that S3 has and that may be written again.
  long kept() {
    lock.lock();
    try {
      return core.isLoading() ? 0 : core.parts.sent().kept();
    } finally {
      lock.unlock();
    }
  }

  /// Whether parts of it are on their way to S3.
  boolean isSending() {
    lock.lock();
    try {
      return !sender.isIdle();
    } finally {
      lock.unlock();
    }
  }

  /// Gives back memory of bytes that S3 has too.
  ///
  /// @return how much
  long release() {
    lock.lock();
    try {
      long before = core.parts.grid().leased();
      if (!core.isLoading() && !core.rests()) {
        core.parts.sent().releaseAllSent();
      }
      return before - core.parts.grid().leased();
    } finally {
      lock.unlock();
    }
  }

  /// Ends it if it has been silent for so long that nobody goes on with it; calls that come
  /// nevertheless are made again, with its successor.
  boolean endIfOver() {
    lock.lock();
    try {
      boolean isTold = !core.untold.isAny(core.state());
      boolean isDone = isTold && (!core.isOpen() || (core.isWhole() && !core.isLoading()));
      boolean isExpected = !core.isOpen() || core.forgets.hasUntold();
      long silence = core.timing.silence(lock.now());
      return isDone && silence >= (isExpected ? FAILURE : RETAINED) && end();
    } finally {
      lock.unlock();
    }
  }

  /// Ends it if it rests.
  boolean endIfQuiet() {
    lock.lock();
    try {
      return isQuiet() && end();
    } finally {
      lock.unlock();
    }
  }

  /// Also room for bytes that never came goes.
  private boolean end() {
    core.end();
    core.parts.grid().close();
    return true;
  }
}
