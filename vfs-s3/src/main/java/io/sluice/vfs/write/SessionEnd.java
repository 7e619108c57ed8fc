package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a session ends that comes to nothing: it failed for good, or its file was removed. Methods
/// are called with the session's lock held.
final class SessionEnd {
  private static final Logger log = LoggerFactory.getLogger(SessionEnd.class);

  /// Parts that are on their way when an upload is aborted may stay in S3, so they are waited for.
  private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

  /// Well below the 60 s after which Linux sends the call again.
  private static final long REMOVER_WAITS = Duration.ofSeconds(20).toNanos();

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
      core.delays.delayed(why);
    } else if (core.isOpen()) {
      log.error("{}: writing failed, what was not in S3 is lost: {}", core.key, why.getMessage());
      ports.counts().failed.increment();
      end(new SessionState.Failed(why));
    }
    lock.changed();
  }

  /// The file is to be removed, and is in no bucket as far as the namespace knows: waits for a
  /// request under way that puts it there. What was sent and not answered may be there, too, and is
  /// deleted then: nobody was told of it.
  ///
  /// @return false if it is there, so that it was not dropped
  boolean isDroppedUnlessNew() {
    long until = lock.now() + REMOVER_WAITS;
    Publication before = core.untold.publication();
    awaitPublishing(until);
    if (core.attempts.isAny() && !isPublishedSince(before)) {
      deleteUnanswered();
      awaitPublishing(until); // one that began meanwhile
    }
    if (isPublishedSince(before)) {
      return false;
    }
    dropped();
    return true;
  }

  /// Whether it is in S3 and the namespace has just been told, or will be.
  private boolean isPublishedSince(@Nullable Publication before) {
    return core.untold.isPublicationNew() || !Objects.equals(core.untold.publication(), before);
  }

  private void awaitPublishing(long until) {
    while (core.isPublishing() || isSentByFormerProcess()) {
      if (lock.now() - until >= 0) {
        throw new VfsException(VfsError.BUSY, core.key + " is just being put into S3");
      }
      lock.await(until);
    }
  }

  /// Does something in S3 after a publishing under way; none begins before it is done.
  void insteadOfPublishing(Runnable work) {
    awaitPublishing(lock.now() + REMOVER_WAITS);
    core.publishing(true);
    try {
      unlocked(work);
    } finally {
      core.publishing(false);
      lock.changed();
    }
  }

  /// Whether a former process sent an object, of which this one does not know yet.
  private boolean isSentByFormerProcess() {
    SessionRecord record = core.isLoading() ? ports.log().find(file) : null;
    return record != null
        && (!record.attempts().isEmpty() || record.stage() instanceof Stage.Publishing);
  }

  private void deleteUnanswered() {
    List<StoredObject> there = new ArrayList<>(1);
    unlocked(() -> ports.uploads().headStored(core.key).ifPresent(there::add));
    if (there.stream().anyMatch(core.attempts::has)) {
      unlocked(() -> ports.store().deleteObject(core.key, there.getFirst().eTag()));
    }
  }

  private void unlocked(Runnable asksS3) {
    lock.unlock();
    try {
      asksS3.run();
    } finally {
      lock.lock();
    }
  }

  /// The file was removed.
  void dropped() {
    if (core.isOpen()) {
      end(new SessionState.Dropped());
    }
    lock.changed();
  }

  private void end(SessionState last) {
    SessionState before = core.state();
    UploadId upload = core.upload() == null ? core.left() : core.upload();
    core.left(null);
    core.become(last);
    core.parts.grid().close();
    abort(upload);
    if (!(before instanceof SessionState.Beginning(Instant since))) {
      abortForgotten();
    } else if (core.forgotten() == null) {
      core.forgotten(ports.unwanted().remember(core.key, since)); // its answer tells
    }
    try {
      ports.log().remove(file);
    } catch (VfsException full) {
      log.warn("{}: is remembered although it is over: {}", core.key, full.getMessage());
    }
  }

  /// If an upload was begun of which nobody knows, nobody needs it.
  void abortForgotten() {
    UnwantedUploads.Entry forgotten = core.forgotten();
    if (forgotten != null) {
      core.forgotten(null);
      long now = lock.now();
      Thread.ofVirtual().name("abort").start(() -> ports.unwanted().abort(forgotten, now));
    }
  }

  /// Aborts an upload that nobody needs, when its parts have arrived. It is remembered when this
  /// returns.
  void abort(@Nullable UploadId upload) {
    if (upload != null) {
      UnwantedUploads.Entry entry = ports.unwanted().remember(core.key, upload);
      Thread.ofVirtual().name("abort").start(() -> abortWhenQuiet(entry, upload));
    }
  }

  private void abortWhenQuiet(UnwantedUploads.Entry entry, UploadId upload) {
    lock.lock();
    try {
      long until = lock.now() + PATIENCE;
      while (core.unanswered.areOf(upload) && lock.now() - until < 0) {
        lock.await(until);
      }
    } finally {
      lock.unlock();
    }
    ports.unwanted().abort(entry, lock.now());
  }
}
