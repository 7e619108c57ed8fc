package io.sluice.vfs.write;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.write.log.SessionRecord;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes a file in the middle of writing, up to its first gap, where what is safe of it can be
/// had in no other way. Methods are called with the session's lock held, and give it away while
/// they wait or ask S3.
final class EarlyPublishing {
  private static final Logger log = LoggerFactory.getLogger(EarlyPublishing.class);

  /// Nobody waits longer for what S3 tells.
  private static final long TOLD = Duration.ofSeconds(20).toNanos();

  private final SessionCore core;
  private final SessionLock lock;
  private final PartSender sender;
  private final SessionPublisher publisher;
  private final SessionIntake intake;
  private final SessionHoles holes;

  EarlyPublishing(
      SessionCore core,
      SessionLock lock,
      PartSender sender,
      SessionPublisher publisher,
      SessionIntake intake,
      SessionHoles holes) {
    this.core = core;
    this.lock = lock;
    this.sender = sender;
    this.publisher = publisher;
    this.intake = intake;
    this.holes = holes;
  }

  /// Bytes came again, and whether S3 has the same cannot be found out while they are in parts of
  /// an unfinished upload: what there is up to the first gap becomes the object, with which they
  /// are compared when the client sends them once more.
  void settle() {
    holes.believe();
    if (core.parts.isUnsettled()) {
      publishToGap(core.parts.revision(), "what came again is compared with it");
    }
  }

  private void awaitQuiet() {
    while (!sender.isIdle() || core.isPublishing()) {
      lock.await();
      core.requireUsable();
    }
  }

  /// Publishes what there is up to the first gap; WRITEs wait meanwhile. What is behind that is
  /// forgotten, and the client told to send it again.
  ///
  /// @param revision that must be there
  void publishToGap(long revision, String why) {
    awaitLoaded();
    core.loading(true); // else parts go on being sent as long as the client writes
    try {
      awaitQuiet();
      if (core.isUnsure()) {
        publisher.complete(); // before anything changes
      }
      if (core.inS3.isPublished(revision)) {
        return; // by this, or another COMMIT
      }
      forgetBehindGap();
      sendAll();
      if (core.parts.size() > 0) {
        log.info("{}: is published before its end: {}", core.key, why);
        if (!publisher.complete()) {
          throw new VfsException(VfsError.BUSY, core.key + ": is not in S3 yet");
        }
        core.timing.publishedOnPurpose();
      }
    } finally {
      core.loading(false);
      lock.changed();
      restoreEnd();
    }
  }

  private void forgetBehindGap() {
    boolean wasUnsettled = core.parts.isUnsettled();
    long size = core.parts.size();
    if (wasUnsettled || core.parts.hasHoles()) {
      core.parts.keepWhole(core.inS3.least());
    }
    if (wasUnsettled || core.parts.size() < size) {
      core.forgets.forgot();
    }
  }

  /// What was published, or kept in parts, may end before where a client had set the end, and an
  /// object that came late behind it. A completion that was not answered is first sent again with
  /// what it had.
  void restoreEnd() {
    SessionRecord.EndSet end = core.endSet();
    if (end != null && core.isOpen() && !core.isUnsure()) {
      intake.restoreEnd(end, core.inS3.isElsewhere());
    }
  }

  private void sendAll() {
    int delays = core.delays.count();
    while (!core.inS3.isPublished() && !(core.parts.sent().isDurable() && sender.isIdle())) {
      sender.send(core.parts.sent().unsent());
      lock.await();
      core.requireUsable();
      core.delays.requireNoneSince(delays);
    }
  }

  /// Waits until it is known what the session goes on from.
  ///
  /// @throws VfsException `BUSY` if S3 does not tell for long
  void awaitLoaded() {
    long until = lock.now() + TOLD;
    while (core.isLoading()) {
      if (lock.now() - until >= 0) {
        throw new VfsException(VfsError.BUSY, core.key + ": S3 has not told yet how far it is");
      }
      lock.await(until);
      core.requireUsable();
    }
  }
}
