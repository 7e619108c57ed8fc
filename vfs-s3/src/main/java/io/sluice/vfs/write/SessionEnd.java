package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.UploadId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a session ends that comes to nothing: it failed for good, or its file was removed. Methods
/// are called with the session's lock held.
final class SessionEnd {
  private static final Logger log = LoggerFactory.getLogger(SessionEnd.class);

  /// Parts that are on their way when an upload is aborted may stay in S3, so they are waited for.
  private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

  private final FileId file;
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;

  SessionEnd(FileId file, SessionCore core, SessionLock lock, SessionPorts ports) {
    this.file = file;
    this.core = core;
    this.lock = lock;
    this.ports = ports;
  }

  /// Something failed: for now if S3 could not be reached, else for good.
  void failed(VfsException why) {
    if (why.error() == VfsError.BUSY) {
      core.delayed(why);
    } else if (core.isOpen()) {
      log.error("{}: writing failed, what was not in S3 is lost: {}", core.key, why.getMessage());
      ports.counts().failed.increment();
      end(new SessionState.Failed(why));
    }
    lock.changed();
  }

  /// The file was removed.
  void dropped() {
    if (core.isOpen()) {
      end(new SessionState.Dropped());
    }
    lock.changed();
  }

  private void end(SessionState last) {
    UploadId upload = core.upload();
    core.become(last);
    core.parts.grid.close();
    abort(upload);
    try {
      ports.log().remove(file);
    } catch (VfsException full) {
      log.warn("{}: is remembered although it is over: {}", core.key, full.getMessage());
    }
  }

  /// Aborts an upload that nobody needs, when its parts have arrived.
  void abort(@Nullable UploadId upload) {
    if (upload != null) {
      Thread.ofVirtual().name("abort").start(() -> abortWhenQuiet(upload));
    }
  }

  private void abortWhenQuiet(UploadId upload) {
    lock.lock();
    try {
      long until = lock.now() + PATIENCE;
      while (core.isSendingTo(upload) && lock.now() - until < 0) {
        lock.await(until);
      }
    } finally {
      lock.unlock();
    }
    try {
      ports.uploads().abortMultipartUpload(core.key, upload);
    } catch (VfsException e) {
      log.warn("{}: its upload could not be aborted and stays: {}", core.key, e.getMessage());
    }
  }
}
