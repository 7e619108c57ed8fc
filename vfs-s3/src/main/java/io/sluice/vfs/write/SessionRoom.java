package io.sluice.vfs.write;

import io.sluice.vfs.VfsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a session gives its memory back when all of it is full of files that wait for more of it: it
/// is published as far as it is, and goes on from the object.
///
/// Safe for any number of threads.
final class SessionRoom {
  private static final Logger log = LoggerFactory.getLogger(SessionRoom.class);

  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final SessionSync sync;

  SessionRoom(SessionCore core, SessionLock lock, SessionPorts ports, SessionSync sync) {
    this.core = core;
    this.lock = lock;
    this.ports = ports;
    this.sync = sync;
  }

  /// A WRITE was refused for want of memory: its file gives some back, or another one if it has
  /// none. Called with the session's lock held.
  void give() {
    if (core.parts.grid().leased() == 0) {
      ports.memory().breakDeadlock();
    } else if (canGive()) {
      ports.memory().breakDeadlock(this::publish);
    }
  }

  /// A file with gaps gives none, as some of its bytes wait; nor does one whose client has not sent
  /// again yet what a former process had.
  private boolean canGive() {
    return core.isOpen()
        && !core.isUnlinked()
        && !core.isLoading()
        && !core.parts.hasHoles()
        && !core.mayMissBytes(lock.now());
  }

  /// Bytes of memory that come back when it is published.
  long gives() {
    lock.lock();
    try {
      return canGive() ? core.parts.grid().leased() : 0;
    } finally {
      lock.unlock();
    }
  }

  /// Publishes it as far as it is.
  void publish() {
    lock.lock();
    try {
      if (core.isOpen() && !core.inS3.isPublished() && sync.publish()) {
        core.timing.publishedOnPurpose();
        log.warn(
            "{}: was published before its end, as the memory is full of files that wait for more;"
                + " raise --memory-target",
            core.key);
      }
      core.restsAnyway();
    } catch (VfsException e) {
      log.warn("{}: cannot give its memory back: {}", core.key, e.getMessage());
    } finally {
      lock.unlock();
    }
  }
}
