package io.sluice.vfs.write;

import java.time.Duration;

/// Bytes that are missing in the middle of a file: WRITEs come in any order, so they may be on
/// their way, or a hole that stays. Methods are called with the session's lock held, and give it
/// away while they wait.
final class SessionHoles {
  /// WRITEs overtake each other by less than this.
  private static final long QUIET = Duration.ofMillis(100).toNanos();

  /// A large file that is published without bytes that come later cannot take them any more. A busy
  /// client was seen to hold them back for more than [#QUIET] behind a COMMIT.
  private static final long STAYS = Duration.ofSeconds(2).toNanos();

  /// A hole is believed after so long in any case, or somebody would wait for ever.
  private static final long BELIEF = Duration.ofSeconds(20).toNanos();

  private final SessionCore core;
  private final SessionLock lock;

  /// Calls that wait here, and must not wait for each other; guarded by the session's lock.
  private int waiting;

  SessionHoles(SessionCore core, SessionLock lock) {
    this.core = core;
    this.lock = lock;
  }

  /// A part that is sent while bytes in its middle are on their way can be filled by this process
  /// only: its successor would not have the other bytes. So they are waited for, a while.
  ///
  /// @param limit only parts that begin below it are sent: a client with several connections goes
  ///   on behind it out of order all the time
  void awaitOvertaken(long limit) {
    long until = lock.now() + CloseTiming.MOST_GRACE;
    while (core.parts.hasHolesInPartsBelow(limit) && lock.now() - until < 0) {
      boolean isAlone = core.timing.underWay() <= 1;
      if (isAlone && core.timing.silenceOfClient(lock.now()) >= QUIET) {
        return;
      }
      lock.await(until);
      core.requireUsable();
    }
  }

  /// Waits until bytes that are missing can be believed to be a hole.
  void believe() {
    waiting++;
    try {
      awaitBelief();
    } finally {
      waiting--;
    }
  }

  private void awaitBelief() {
    long begin = lock.now();
    // what was published and rests has no parts, and no holes
    while (core.parts.hasHoles() && !core.inS3.isPublished() && lock.now() - begin < BELIEF) {
      boolean isAlone = core.timing.underWay() <= Math.max(1, waiting);
      boolean isQuiet = core.timing.silenceOfClient(lock.now()) >= QUIET;
      if (isAlone
          && isQuiet
          && !core.timing.wasRefusedWithin(CloseTiming.REFUSED_COMES_AGAIN, lock.now())) {
        return;
      }
      lock.await();
      core.requireUsable();
    }
  }

  /// Whether a WRITE or COMMIT comes while bytes are missing that may be on their way.
  boolean isMoreComing() {
    long calls = core.timing.dataCalls();
    long until = lock.now() + STAYS;
    while (core.parts.hasHoles() && lock.now() - until < 0) {
      lock.await(until);
      core.requireUsable();
      if (core.timing.dataCalls() != calls) {
        return true;
      }
    }
    return false;
  }
}
