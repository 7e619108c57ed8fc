package io.sluice.vfs.write;

import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.ArrivedBytes;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A file that is being written: takes WRITEs in any order, makes them durable when a COMMIT asks
/// for it, and publishes the object when the file is closed, as far as NFSv3 lets that be known.
///
/// Safe for any number of threads. [SessionCore] decides, under the one lock of the session, which
/// is never held while S3 is asked.
final class WriteSession {
  private final FileId file;
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final PartSender sender;
  private final SessionEnd end;
  private final SessionIntake intake;
  private final SessionPublisher publisher;
  private final SessionSync sync;
  private final SessionReads reads;
  private final SessionRest rest;
  private final SessionRoom room;
  private final SessionStanding standing;

  WriteSession(FileId file, SessionCore core, SessionPorts ports) {
    this.file = file;
    this.core = core;
    this.lock = new SessionLock(ports.ticker(), ports.look());
    this.ports = ports;
    this.end = new SessionEnd(file, core, lock, ports);
    this.sender = new PartSender(file, core, lock, ports, end);
    this.publisher = new SessionPublisher(file, core, lock, ports, sender, end);
    this.intake = new SessionIntake(file, core, lock, ports, sender, end, publisher);
    this.sync = new SessionSync(file, core, lock, ports, sender, publisher, intake);
    this.reads = new SessionReads(core, lock, sync);
    this.rest = new SessionRest(core, lock, sender);
    this.room = new SessionRoom(core, lock, ports, sync);
    this.standing = new SessionStanding(core, lock, ports, sync);
  }

  FileId file() {
    return file;
  }

  /// How it gives its memory back.
  SessionRoom room() {
    return room;
  }

  /// How the file looks.
  FileUnderWay look() {
    lock.lock();
    try {
      return new FileUnderWay(
          core.size(),
          core.attributes(),
          core.inS3.isPublished(),
          core.untold.publication(),
          core.untold.isKnown(),
          core.state() instanceof SessionState.Failed);
    } finally {
      lock.unlock();
    }
  }

  /// Takes the bytes of a WRITE, and makes them as safe as asked.
  void write(long offset, ArrivedBytes data, Durability durability) {
    lock.lock();
    core.timing.begins(lock.now());
    ports.signals().wrote(lock.now());
    try {
      intake.requireUsable(offset, durability);
      intake.take(offset, data);
      int forgets = core.forgets.count();
      if (durability == Durability.UNSTABLE) {
        rememberWritten();
      } else {
        sync.makeDurable();
        requireSettled(forgets);
      }
    } catch (VfsException e) {
      if (e.error() == VfsError.BUSY) {
        core.timing.refused(lock.now());
        rememberWritten(); // it comes again, even to a successor
        room.give();
      }
      failedIfForgotten(e);
      throw e;
    } finally {
      core.timing.ends(lock.now());
      lock.changed();
      lock.unlock();
    }
  }

  /// A file that the disk does not take has lost bytes or an end that were told to it: what is left
  /// must not be taken for the file when its client is silent.
  private void failedIfForgotten(VfsException why) {
    if (why.error() == VfsError.NO_SPACE) {
      end.failed(why);
    }
  }

  /// The same, but what an earlier COMMIT was answered for is remembered, and not given up.
  private void failedUnlessRemembered(VfsException why) {
    if (core.remembered() == 0) {
      failedIfForgotten(why);
    }
  }

  /// @param forgets how often bytes had been forgotten when those came that must be safe
  private void requireSettled(int forgets) {
    if (core.parts.isUnsettled()) {
      sync.settle();
    }
    if (core.forgets.count() != forgets) {
      throw new VfsException(
          VfsError.BUSY, core.key + ": looks whether S3 has what came again; send it once more");
    }
  }

  /// The next process is to know that bytes came, which the client will send again.
  private void rememberWritten() {
    if (!core.isWritten() && !core.inS3.isPublished()) {
      core.written();
      Stage stage = stageWritten();
      if (stage != null && core.state() instanceof SessionState.Resting) {
        ports.log().put(file, core.record(stage));
      }
    }
  }

  /// The stage with which that is remembered; null if what is remembered says as much.
  private @Nullable Stage stageWritten() {
    SessionRecord before = ports.log().find(file);
    if (before != null && !(before.stage() instanceof Stage.Published)) {
      return core.stageAfter(before);
    }
    return core.untold.publication() == null ? new Stage.Open(core.inS3.eTag()) : null;
  }

  /// COMMIT: everything that came before is durable when it returns.
  ///
  /// @return false if the client must send everything again that was not committed
  boolean commit() {
    lock.lock();
    core.timing.begins(lock.now());
    int forgets = core.forgets.count();
    try {
      core.requireUsable();
      core.timing.committed();
      if (core.mayMissBytes(lock.now()) && refusesCommit()) {
        return false;
      }
      if (core.parts.isUnsettled()) {
        sync.settle();
      }
      if (core.forgets.tells()) {
        return false;
      }
      if (!core.inS3.isPublished()) {
        sync.awaitMore();
      }
      sync.makeDurable();
      closeIfToldBefore();
      return !core.forgets.tells() && core.forgets.count() == forgets;
    } catch (VfsException e) {
      failedUnlessRemembered(e);
      throw e;
    } finally {
      core.timing.ends(lock.now());
      lock.changed();
      lock.unlock();
    }
  }

  /// The sign that the file was closed came before this COMMIT, or the COMMIT is the sign.
  private void closeIfToldBefore() {
    boolean wasClosed = core.recovery() != null && core.recovery().isClosed();
    if (!core.parts.grid().isLarge() || core.inS3.isPublished() || core.mayMissBytes(lock.now())) {
      return;
    }
    if (wasClosed) {
      sync.closed(CloseTiming.MOST_GRACE);
    } else if (sync.closesByCommit()) {
      sync.committed();
    }
  }

  /// Bytes that a former process had may be missing: making the others durable would only be of use
  /// if they were not sent again.
  private boolean refusesCommit() {
    Recovery recovery = core.recovery();
    return recovery != null && recovery.refuses(core.parts.isUnsettled());
  }

  /// A client looks at the file, or sets its times: when everything is committed, that is how it
  /// closes it.
  ///
  /// @return whether it was such a sign
  boolean signalled() {
    lock.lock();
    try {
      boolean isSafe =
          core.inS3.isPublished()
              || (core.parts.grid().isLarge() && core.parts.sent().isDurable() && core.isOpen());
      if (core.timing.underWay() > 0 || core.timing.dataCalls() == 0 || core.isLoading()) {
        return false;
      }
      Recovery recovery = core.recovery();
      if (recovery != null && !core.inS3.isPublished() && core.mayMissBytes(lock.now())) {
        recovery.closed();
        return false;
      }
      if (isSafe && !core.inS3.isPublished()) {
        sync.closed(recovery == null ? 0 : CloseTiming.MOST_GRACE);
      }
      return isSafe;
    } finally {
      lock.unlock();
    }
  }

  /// Sets what S3 does not keep.
  void set(UnaryOperator<SessionRecord.Attributes> change) {
    lock.lock();
    try {
      core.requireNotEnded();
      core.set(change.apply(core.attributes()));
      SessionRecord before = ports.log().find(file);
      if (before != null) {
        ports.log().put(file, core.record(core.stageAfter(before)));
      }
    } catch (VfsException e) {
      if (!core.inS3.isPublished()) {
        failedUnlessRemembered(e); // as the end of a CREATE; what is in S3 is as good as before
      }
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /// Publishes, if that is still due.
  void publishIfDue() {
    lock.lock();
    try {
      if (standing.isDue() && sync.publishInSilence() && standing.isWithoutSign()) {
        ports.signals().missed();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Makes what came safe, whoever wants that.
  void makeDurable() {
    locked(() -> {
      if (core.isOpen() && !core.inS3.isPublished()) {
        sync.makeDurable();
      }
    });
  }

  /// Publishes what there is.
  void publish() {
    locked(() -> {
      if (core.isOpen()) {
        sync.publish();
      }
    });
  }

  /// Publishes it if no byte was written.
  void publishIfUnwritten() {
    locked(() -> {
      if (standing.isUnwritten()) {
        sync.publish();
      }
    });
  }

  /// How far it is.
  SessionStanding standing() {
    return standing;
  }

  /// How it rests and is forgotten.
  SessionRest rest() {
    return rest;
  }

  /// How it is read.
  SessionReads reads() {
    return reads;
  }

  /// Lets the file end elsewhere (semantics W17).
  void truncate(long size) {
    lock.lock();
    try {
      core.requireUsable();
      intake.truncate(size);
    } catch (VfsException e) {
      failedIfForgotten(e);
      throw e;
    } finally {
      lock.changed();
      lock.unlock();
    }
  }

  /// This object may be replaced: it is of a removed file.
  void mayReplace(ETag hidden) {
    locked(() -> {
      core.attempts.addHidden(hidden);
    });
  }

  /// Does something in S3 that no publishing may come in between of.
  void beforePublishing(Runnable work) {
    lock.lock();
    try {
      end.insteadOfPublishing(work);
    } finally {
      lock.unlock();
    }
  }

  /// The file has lost its name, but may be open; or has it again.
  void unlinked(boolean is) {
    lock.lock();
    try {
      core.unlinked(is);
      lock.changed();
    } finally {
      lock.unlock();
    }
  }

  /// The file is to be removed: see [SessionEnd#isDroppedUnlessNew].
  boolean dropUnlessNew() {
    lock.lock();
    try {
      return end.isDroppedUnlessNew();
    } finally {
      lock.unlock();
    }
  }

  /// The file was removed, or begins anew.
  ///
  /// @return what was sent of it that S3 may take in still
  List<SessionRecord.Attempt> dropped() {
    lock.lock();
    try {
      end.dropped();
      return core.attempts.all();
    } finally {
      lock.unlock();
    }
  }

  /// Sends parts again that could not be sent a while ago.
  void sendAgain() {
    locked(() -> {
      if (core.isOpen() && !core.isLoading() && !core.inS3.isPublished()) {
        sender.sendFull();
      }
    });
  }

  /// Finds out how far a former process came; calls wait until that is known.
  ///
  /// @param record that it left
  void takeUp(SessionRecord record) {
    new SessionTakeUp(file, core, lock, ports, end, intake, publisher).takeUp(record);
  }
}
