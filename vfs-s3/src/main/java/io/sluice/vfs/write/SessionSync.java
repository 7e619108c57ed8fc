package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.Part;
import io.sluice.vfs.write.part.PartNeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a file safe: as parts when a COMMIT asks for it, as the object when it is closed. Methods
/// are called with the session's lock held, and give it away while they wait or ask S3.
final class SessionSync {
  private static final Logger log = LoggerFactory.getLogger(SessionSync.class);

  /// A client that writes many files at once leaves each of them alone for seconds; but nobody
  /// waits longer than this for the close of one file because of others: publishing it takes a
  /// while, too, and after 10 s a program looks as if it hung.
  private static final long OTHERS = Duration.ofSeconds(5).toNanos();

  /// Linux cuts what it writes back at multiples of this, and goes on a while later.
  private static final long CHUNK = 4 << 20;

  /// A guess, from what a busy machine took.
  private static final long CHUNK_GRACE = Duration.ofMillis(100).toNanos();

  /// A file that ends just with its first part is rare, and one that goes on there is not: the
  /// close of the first waits longer, so that the second is not seen in part. A guess, too: clients
  /// of a busy machine were seen to take more than [#CHUNK_GRACE].
  private static final long FULL_GRACE = Duration.ofMillis(250).toNanos();

  private final FileId file;
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final PartSender sender;
  private final SessionPublisher publisher;
  private final SessionHoles holes;
  private final EarlyPublishing early;

  /// Guarded by the session's lock.
  private boolean isPublishingInSilence;

  SessionSync(
      FileId file,
      SessionCore core,
      SessionLock lock,
      SessionPorts ports,
      PartSender sender,
      SessionPublisher publisher,
      SessionIntake intake) {
    this.file = file;
    this.core = core;
    this.lock = lock;
    this.ports = ports;
    this.sender = sender;
    this.publisher = publisher;
    this.holes = new SessionHoles(core, lock);
    this.early = new EarlyPublishing(core, lock, sender, publisher, intake, holes);
  }

  /// Lets every byte that came before survive. A file of one part is published; of a larger one,
  /// the parts are sent that have them.
  void makeDurable() {
    early.awaitLoaded();
    long revision = core.parts.revision();
    long limit = core.parts.size();
    putWhileSmall(revision);
    if (core.isUnlinked() || core.inS3.isPublished(revision)) {
      return;
    }
    sendBelow(limit, revision);
    switch (core.state()) {
      case SessionState.Uploading(UploadId upload) when !core.isUnsure() ->
          remember(upload, revision);
      case SessionState.Uploading _, SessionState.Completing _ -> requireCompleting(revision);
      case SessionState.Resting _,
          SessionState.Beginning _,
          SessionState.Failed _,
          SessionState.Dropped _ -> {}
    }
  }

  /// Puts the file whole, unless it grows meanwhile.
  private void putWhileSmall(long revision) {
    while (!core.parts.grid().isLarge() && !core.isUnlinked() && !core.inS3.isPublished(revision)) {
      requireAllBytes();
      holes.believe();
      if (!core.inS3.isPublished(revision)) { // by somebody else, meanwhile
        publisher.putWhole();
      }
    }
  }

  /// Sends what is below the end that the file had when the commit came, and waits for it; or for
  /// somebody else who puts the file whole, after it was cut off.
  private void sendBelow(long limit, long revision) {
    holes.awaitOvertaken(limit);
    int delays = core.delays.count();
    List<PartNeed> needs = needs(limit, revision, delays);
    Set<Part> unmet = unmet(needs);
    while (isUnmet(unmet, revision)) {
      sender.send(unmet);
      lock.await();
      core.requireUsable();
      core.delays.requireNoneSince(delays);
      unmet = unmet(needs);
    }
  }

  /// Whoever goes on from an object makes the parts anew, and what is wanted of them is in S3 then.
  private boolean isUnmet(Set<Part> unmet, long revision) {
    early.awaitLoaded();
    return !unmet.isEmpty() && !core.inS3.isPublished(revision);
  }

  /// A completion that was not answered is remembered with the same parts, and more, unless the
  /// disk did not take that.
  private void requireCompleting(long revision) {
    SessionRecord record = ports.log().find(file);
    boolean isRemembered = record != null && record.stage() instanceof Stage.Publishing;
    if (isRemembered) {
      return;
    }
    boolean _ = isCompleted(); // bytes that came meanwhile are another COMMIT's
    if (!core.inS3.isPublished(revision)) {
      throw new VfsException(VfsError.BUSY, core.key + ": S3 has not told yet whether it has it");
    }
  }

  private void remember(UploadId upload, long revision) {
    try {
      SessionRecord record = core.record(core.uploading(upload));
      ports.log().put(file, record, core.parts.sent().spillable());
      core.remembers(record.parts());
    } catch (VfsException full) {
      if (full.error() != VfsError.NO_SPACE) {
        throw full;
      }
      requireAllBytes();
      holes.believe();
      early.publishToGap(revision, "what is safe of it cannot be remembered: " + full.getMessage());
    }
  }

  /// See [EarlyPublishing#settle].
  void settle() {
    early.settle();
  }

  private Set<Part> unmet(List<PartNeed> needs) {
    Set<Part> unmet = new LinkedHashSet<>();
    for (PartNeed need : needs) {
      unmet.addAll(need.unmet(core.parts));
    }
    return unmet;
  }

  /// A COMMIT of a file that fits into one part publishes it. But a client that is about to send
  /// more sends it now, so that it becomes a file of several parts, which is not published yet.
  void awaitMore() {
    long until = lock.now() + CloseTiming.MOST_GRACE;
    long calls = -1;
    while (!core.parts.grid().isLarge()
        && calls != core.timing.dataCalls()
        && lock.now() - until < 0) {
      calls = core.timing.dataCalls();
      long quiet = lock.now() + graceForMore();
      while (core.timing.dataCalls() == calls && lock.now() - quiet < 0) {
        lock.await(quiet);
        core.requireUsable();
      }
    }
  }

  private long graceForMore() {
    if (core.parts.size() == core.parts.grid().sizes().smallest()) {
      return FULL_GRACE;
    }
    return core.parts.size() % CHUNK == 0 ? CHUNK_GRACE : CloseTiming.LEAST_GRACE;
  }

  /// The parts that must be sent, once it is settled what is sent of the end; none if somebody
  /// publishes the file meanwhile.
  ///
  /// @param limit behind the bytes that the commit is for; parts behind it are sent as they fill
  /// @param revision that is wanted
  private List<PartNeed> needs(long limit, long revision, int delays) {
    core.requireUsable();
    core.delays.requireNoneSince(delays);
    while (!core.parts.end().settle(limit, sender::isSending)) {
      lock.await();
      core.requireUsable();
      core.delays.requireNoneSince(delays);
      early.awaitLoaded();
      if (core.inS3.isPublished(revision)) {
        return List.of();
      }
    }
    List<PartNeed> needs = new ArrayList<>();
    needs.add(new PartNeed(0, core.remembered(), 0)); // the next record is to have no less
    core.parts.sent().unsent().stream()
        .filter(part -> part.start() < limit)
        .map(part ->
            new PartNeed(part.start(), Math.min(part.end(), core.parts.size()), part.revision()))
        .forEach(needs::add);
    return needs;
  }

  /// Nothing is published while bytes are missing that a former process had: the client, which
  /// waits for these bytes to be safe, sends those, too.
  private void requireAllBytes() {
    if (core.mayMissBytes(lock.now())) {
      throw new VfsException(
          VfsError.BUSY, core.key + ": waits for its client to send again what was not committed");
    }
  }

  /// Publishes everything, whatever its size, and waits for it; false if bytes came meanwhile.
  boolean publish() {
    early.awaitLoaded();
    early.restoreEnd(); // if that failed when the rest was published
    if (core.isUnlinked() || core.inS3.isPublished()) {
      return true;
    }
    if (core.mayMissBytes(lock.now())) {
      return false;
    }
    if (core.parts.isUnsettled()) {
      early.settle();
      return true;
    }
    holes.believe();
    if (core.isLoading()) {
      return false; // bytes came, for which somebody makes the parts anew
    }
    long revision = core.parts.revision();
    if (!core.parts.grid().isLarge()) {
      publisher.putWhole();
      return core.inS3.isPublished(revision);
    }
    if (!sendRest(revision)) {
      return false;
    }
    boolean isComplete = core.inS3.isPublished() || isCompleted();
    early.restoreEnd();
    return isComplete && core.inS3.isPublished();
  }

  /// Publishes the parts that S3 has; false if more bytes came meanwhile, for which the parts may
  /// be made anew just now.
  private boolean isCompleted() {
    while (core.isPublishing()) {
      lock.await();
    }
    return !core.isLoading() && publisher.complete();
  }

  /// Sends every part and waits for it; false if bytes came meanwhile.
  private boolean sendRest(long revision) {
    int delays = core.delays.count();
    while (!core.inS3.isPublished() && !(core.parts.sent().isDurable() && sender.isIdle())) {
      if (!core.isPublishing()) {
        sender.send(core.parts.sent().unsent());
      }
      lock.await();
      core.requireUsable();
      core.delays.requireNoneSince(delays);
      if (core.parts.revision() != revision || core.isLoading()) {
        return false;
      }
    }
    return true;
  }

  /// As [#publish], by whoever saw that the file has been silent for long.
  boolean publishInSilence() {
    isPublishingInSilence = true;
    try {
      return publish();
    } finally {
      isPublishingInSilence = false;
    }
  }

  /// Whether somebody does that just now, and waits maybe: nobody else is needed then.
  boolean isPublishingInSilence() {
    return isPublishingInSilence;
  }

  /// Whether a COMMIT of everything is taken for the close of the file, as its client is not known
  /// to tell more than that.
  boolean closesByCommit() {
    return switch (ports.settings().close()) {
      case SIGNAL -> false;
      case COMMIT -> true;
      case AUTO -> !ports.signals().areGiven();
    };
  }

  /// Everything is committed, and that may be the close. Publishes unless another WRITE or COMMIT
  /// comes within a grace, for which a client that is writing other files gets more time. Where a
  /// COMMIT is to tell of every error, it does that also after guesses that were wrong: no silence
  /// behind its answer would do (semantics W2).
  void committed() {
    if (core.timing.isDoubted() && ports.settings().close() != SessionSettings.CloseBy.COMMIT) {
      core.timing.signalled(lock.now());
      return;
    }
    ports.signals().holds();
    boolean isClose;
    try {
      isClose = isSilentBehindCommit();
    } finally {
      ports.signals().answers();
    }
    if (isClose) {
      publishUnlessMore("a COMMIT");
    }
  }

  /// A client whose memory is full of what it may not forget before a COMMIT is answered is silent
  /// because of us. It shows by COMMITs of several files that wait: while it is not known whether
  /// it tells of closes, they are answered, and it will tell, or go on.
  private boolean isSilentBehindCommit() {
    boolean isLearning = ports.settings().close() == SessionSettings.CloseBy.AUTO;
    boolean isOneOfMany = false;
    boolean isCareful = isLearning || core.timing.isDoubted();
    long grace = isCareful ? CloseTiming.MOST_GRACE : core.timing.grace();
    long calls = core.timing.dataCalls();
    long begin = lock.now();
    long until = begin + grace;
    while (lock.now() - until < 0) {
      isOneOfMany |= ports.signals().areSeveralHeld();
      lock.await(until);
      if (core.timing.dataCalls() != calls || !closesByCommit()) {
        return false;
      }
      core.requireUsable();
      if ((isLearning || ports.memory().isShort()) && lock.now() - begin < OTHERS) {
        until = Math.max(until, ports.signals().lastWrite() + grace);
      }
    }
    return !(isLearning && isOneOfMany);
  }

  /// Everything is committed and there is a sign that the file is closed. Publishes unless another
  /// WRITE or COMMIT comes within a grace; if such signs were wrong before, after a silence, but as
  /// [#committed] where errors are to be told: the last bytes may come without a COMMIT.
  ///
  /// @param least nanoseconds of the grace
  void closed(long least) {
    if (core.timing.isDoubted() && ports.settings().close() != SessionSettings.CloseBy.COMMIT) {
      core.timing.signalled(lock.now());
      return;
    }
    long calls = core.timing.dataCalls();
    long grace = core.timing.isDoubted() ? CloseTiming.MOST_GRACE : core.timing.grace();
    long until = lock.now() + Math.max(least, grace);
    while (lock.now() - until < 0) {
      lock.await(until);
      if (core.timing.dataCalls() != calls) {
        return;
      }
      core.requireUsable();
    }
    publishUnlessMore("a look at it");
  }

  private void publishUnlessMore(String sign) {
    if (core.parts.grid().isLarge() && holes.isMoreComing()) {
      return;
    }
    log.debug("{}: closed, by {} and silence, with {} bytes", core.key, sign, core.size());
    if (!publish()) {
      log.debug("{}: more bytes came while it was to be published", core.key);
    }
  }
}
