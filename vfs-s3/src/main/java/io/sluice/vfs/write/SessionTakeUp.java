package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.Part;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts into a new session what a former process left of it.
final class SessionTakeUp {
  private static final Logger log = LoggerFactory.getLogger(SessionTakeUp.class);

  /// Credentials do not change from one moment to the next.
  private static final Duration DENIED = Duration.ofSeconds(30);

  private final FileId file;
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final SessionEnd end;
  private final SessionIntake intake;
  private final SessionPublisher publisher;

  SessionTakeUp(
      FileId file,
      SessionCore core,
      SessionLock lock,
      SessionPorts ports,
      SessionEnd end,
      SessionIntake intake,
      SessionPublisher publisher) {
    this.file = file;
    this.core = core;
    this.lock = lock;
    this.ports = ports;
    this.end = end;
    this.intake = intake;
    this.publisher = publisher;
  }

  /// Finds out how far a former process came; calls wait until that is known.
  ///
  /// @param record that it left
  void takeUp(SessionRecord record) {
    boolean isDone = false;
    while (!isDone) {
      try {
        takeUp(TakenUp.load(file, record, ports), record);
        isDone = true;
      } catch (VfsException e) {
        isDone = isOver(e);
      } catch (RuntimeException fault) { // what was safe is, and a mended program finds it
        log.error("{}: cannot be taken up: this is a fault of the program", core.key, fault);
        isDone = isRemovedWithin(DENIED);
      }
    }
  }

  /// Whether nothing can be taken up any more. A refusal is not for ever: with other credentials
  /// what was safe is there, so nothing of it is given up.
  private boolean isOver(VfsException e) {
    if (e.error() == VfsError.BUSY) {
      log.warn("{}: cannot be taken up yet: {}", core.key, e.getMessage());
      return isRemovedWithin(Duration.ZERO);
    }
    if (e.error() == VfsError.ACCESS_DENIED) {
      log.error(
          "{}: cannot be taken up before the credentials allow it: {}", core.key, e.getMessage());
      return isRemovedWithin(DENIED);
    }
    failed(e);
    return true;
  }

  private void failed(VfsException why) {
    lock.lock();
    try {
      end.failed(why); // and so aborts what was left
      core.loading(false);
    } finally {
      lock.unlock();
    }
  }

  /// Whether nobody wants the file any more; looked at for a while, and at least for a moment,
  /// since who is busy need not have taken any time to say so.
  private boolean isRemovedWithin(Duration time) {
    lock.lock();
    try {
      long until = lock.now() + time.toNanos();
      do {
        if (core.isOpen()) {
          lock.await();
        }
      } while (core.isOpen() && lock.now() - until < 0);
      return !core.isOpen();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing but the completion of the upload was missing, or a PUT in its place. S3 may be
  /// doing it still, so no other parts may come to the upload: their bytes would be gone with it.
  private static boolean wasCompleting(SessionRecord record, long size) {
    return record.stage() instanceof Stage.Publishing last
        && last.upload() != null
        && last.size() == size;
  }

  private void complete() {
    while (!core.inS3.isPublished()) {
      try {
        if (!publisher.complete()) {
          return; // it was removed meanwhile, or a part of it is to be sent again
        }
      } catch (VfsException e) {
        if (e.error() != VfsError.BUSY) {
          return; // it failed, which its client is told
        }
        log.warn("{}: cannot be published yet: {}", core.key, e.getMessage());
        lock.await();
      }
    }
  }

  private void takeUp(TakenUp.Found found, SessionRecord record) {
    lock.lock();
    try {
      if (!core.isOpen()) {
        release(found);
        return;
      }
      core.left(null);
      boolean cuts = found instanceof TakenUp.Found.Before || isSetSince(found, record);
      SessionRecord.EndSet end = record.endSet();
      if (end != null && !cuts) {
        end = end.withoutCut(); // bytes behind it came since, and may be safe
      }
      core.restores(end);
      putBack(found, record, end);
      if (end != null) {
        restoreEnd(end, cuts);
      }
      core.loading(false);
    } finally {
      lock.changed();
      lock.unlock();
    }
  }

  /// Whether the end may have been set after the object that is there was sent, and nothing behind
  /// it is known to be safe: it is not what was sent last, and what clients were told to be safe
  /// would be in parts, or in an object whose answer came, after which no end is remembered.
  private static boolean isSetSince(TakenUp.Found found, SessionRecord record) {
    if (record.endSet() == null || !(found instanceof TakenUp.Found.Whole(var object))) {
      return false;
    }
    return switch (record.stage()) {
      case Stage.Open _ -> true;
      case Stage.Uploading up -> up.parts().isEmpty();
      case Stage.Publishing last -> last.parts().isEmpty() && !last.isOf(object);
      case Stage.Unwanted _, Stage.Published _ -> false;
    };
  }

  /// It was removed meanwhile, and what was left of it aborted.
  private static void release(TakenUp.Found found) {
    if (found instanceof TakenUp.Found.Parts(UploadId _, List<Part> parts, long _)) {
      parts.forEach(Part::release);
    }
  }

  private void restoreEnd(SessionRecord.EndSet end, boolean cuts) {
    boolean isRestored = false;
    while (!isRestored && core.isOpen()) {
      try {
        intake.restoreEnd(end, cuts);
        isRestored = true;
      } catch (VfsException e) {
        if (e.error() != VfsError.BUSY) {
          throw e;
        }
        log.warn("{}: cannot be taken up yet: {}", core.key, e.getMessage());
        lock.await();
      }
    }
  }

  /// @param set where the file is to end; null: nobody set that
  private void putBack(
      TakenUp.Found found, SessionRecord record, SessionRecord.@Nullable EndSet set) {
    switch (found) {
      case TakenUp.Found.Nothing() -> {}
      case TakenUp.Found.Before(var eTag, long size) -> {
        core.parts.grid().restsAt(size);
        core.inS3.restsOn(eTag);
        if (set == null || set.isOf(size)) {
          remembersPublished(eTag, size);
        }
      }
      case TakenUp.Found.Parts(var upload, var parts, long size) -> {
        parts.forEach(part -> core.parts.grid().restore(part, size));
        goOn(upload, size, record);
      }
      case TakenUp.Found.Whole(var object) -> {
        core.restsOn(object);
        end.abort(record.upload()); // of a file that was cut off, and then put whole
        if (set == null || (set.size() <= object.size() && !isSetSince(found, record))) {
          remembersPublished(object.eTag(), object.size());
        } else {
          core.restores(set);
          remembers(new Stage.Open(object.eTag()));
        }
      }
    }
  }

  private void goOn(UploadId upload, long size, SessionRecord record) {
    core.become(new SessionState.Uploading(upload));
    core.remembers(record.parts());
    if (wasCompleting(record, size)) {
      complete();
    } else if (core.parts.sent().endsShort()) {
      // No other part may follow this one, and its bytes are in S3 only, as the disk did not take
      // them: it goes on from an object.
      log.info("{}: is published before its end, since the server ended there", core.key);
      complete();
    }
  }

  private void remembersPublished(ETag eTag, long size) {
    remembers(new Stage.Published(eTag, size, ports.clock().instant()));
  }

  private void remembers(Stage stage) {
    try {
      ports.log().put(file, core.record(stage));
    } catch (VfsException full) { // the next start finds out the same by what is remembered now
      log.warn("{}: is taken up without remembering it: {}", core.key, full.getMessage());
    }
  }
}
