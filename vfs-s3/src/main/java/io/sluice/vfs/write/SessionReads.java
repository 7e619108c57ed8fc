package io.sluice.vfs.write;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// How a file is read while it is being written (semantics R3): from memory what is at hand; for
/// the rest, which nobody can read from an unfinished upload, it is published.
///
/// Safe for any number of threads.
final class SessionReads {
  /// A reader waits for bytes that are in S3 only until the writer has been silent for so long.
  private static final long READER_WAITS = Duration.ofSeconds(1).toNanos();

  /// Then its client asks again, well before it would send the call again by itself.
  private static final long READER_GIVES_UP = Duration.ofSeconds(20).toNanos();

  private final SessionCore core;
  private final SessionLock lock;
  private final SessionSync sync;

  SessionReads(SessionCore core, SessionLock lock, SessionSync sync) {
    this.core = core;
    this.lock = lock;
    this.sync = sync;
  }

  /// Publishes for a reader who needs bytes that are in an unfinished upload, once the writer is
  /// silent.
  void publishForReader() {
    lock.lock();
    try {
      long since = lock.now();
      while (!core.inS3.isPublished()) {
        requireName();
        if (core.mayMissBytes(lock.now()) || lock.now() - since > READER_GIVES_UP) {
          throw new VfsException(VfsError.BUSY, core.key + " is being written");
        }
        if (core.timing.silence(lock.now()) < READER_WAITS || !sync.publish()) {
          lock.await();
        }
        core.requireUsable();
      }
      core.timing.publishedOnPurpose();
    } finally {
      lock.unlock();
    }
  }

  /// What has no name is never published, so its reader would wait for ever.
  private void requireName() {
    if (core.isUnlinked()) {
      throw new VfsException(
          VfsError.IO,
          core.key
              + " was removed while it was written: its bytes that memory does not hold cannot be"
              + " read any more");
    }
  }

  /// Its object is read.
  void isRead() {
    lock.lock();
    try {
      if (core.inS3.isPublished()) {
        core.reads.read(core.parts.revision());
        core.timing.publishedOnPurpose();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Puts bytes into `into` until that is full or the file ends; false if they are in S3 only.
  boolean read(long offset, ByteBuffer into) {
    lock.lock();
    try {
      core.requireUsable();
      if (core.inS3.isElsewhere() || core.isLoading()) {
        return false;
      }
      int length = Math.clamp(core.parts.size() - offset, 0, into.remaining());
      into.limit(into.position() + length);
      core.reads.read(core.parts.revision());
      return core.parts.read(offset, into);
    } finally {
      lock.unlock();
    }
  }
}
