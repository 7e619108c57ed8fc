package io.sluice.vfs.write;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// How far a session is, for those who look whether something is to be done for it.
///
/// Safe for any number of threads.
final class SessionStanding {
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final SessionSync sync;

  SessionStanding(SessionCore core, SessionLock lock, SessionPorts ports, SessionSync sync) {
    this.core = core;
    this.lock = lock;
    this.ports = ports;
    this.sync = sync;
  }

  private boolean isTrue(BooleanSupplier underLock) {
    lock.lock();
    try {
      return underLock.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /// What became of it since this was last asked; null if nothing did.
  @Nullable SessionNews news() {
    lock.lock();
    try {
      return core.untold.next(core.state(), core.attributes());
    } finally {
      lock.unlock();
    }
  }

  /// The namespace knows of an object that was news.
  void known(Publication told) {
    lock.lock();
    try {
      core.untold.known(told);
    } finally {
      lock.unlock();
    }
  }

  /// Whether something became of it that was not told.
  boolean hasNews() {
    return isTrue(() -> core.untold.isAny(core.state()));
  }

  /// Whether writing it failed for good.
  boolean hasFailed() {
    return isTrue(() -> core.state() instanceof SessionState.Failed);
  }

  /// Whether it was created and no byte was written.
  boolean isUnwritten() {
    return isTrue(() ->
        core.isOpen()
            && !core.inS3.isPublished()
            && core.timing.dataCalls() == 0
            && !core.isWritten());
  }

  /// Whether it is in S3 in no form: not this content, and no object that it goes on from or
  /// replaces.
  boolean isNowhereElse() {
    return isTrue(() -> core.isOpen() && !core.inS3.isPublished() && core.inS3.eTag() == null);
  }

  /// Whether it can be published if nothing more comes.
  boolean isLeft() {
    return isTrue(() ->
        core.isOpen()
            && !core.isUnlinked()
            && !core.isLoading()
            && !core.isWhole()
            && !core.mayMissBytes(lock.now()));
  }

  /// Whether its client committed it, and gave no sign of its close.
  boolean isWithoutSign() {
    return isTrue(
        () -> core.parts.grid().isLarge() && core.timing.sawCommit() && !core.timing.isDoubted());
  }

  /// Whether it has been silent for long enough to be published, and nobody does.
  boolean isDue() {
    return isTrue(() ->
        isLeft()
            && !core.isPublishing()
            && !sync.isPublishingInSilence()
            && core.timing.isDue(
                SessionPatience.of(core, ports.settings(), ports.memory().isShort()), lock.now()));
  }
}
